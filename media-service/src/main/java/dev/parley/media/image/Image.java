package dev.parley.media.image;

/// What a file's own bytes say that it is.
///
/// @param contentType never what its name or its sender says
/// @param width pixels, as stored: a JPEG's rotation is not applied
/// @param height pixels
public record Image(String contentType, int width, int height) {}
