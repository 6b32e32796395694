package dev.parley.media.image;

/// @param width pixels as a viewer shows it, 1 or more
/// @param height pixels as a viewer shows it, 1 or more
public record Image(ImageFormat format, int width, int height) {}
