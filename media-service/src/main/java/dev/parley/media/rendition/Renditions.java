package dev.parley.media.rendition;

import org.jspecify.annotations.Nullable;

/// The forms that were made of a picture.
///
/// @param original what is to be served in place of what came in, where that must not be served as
///   it is: turned upright, or scaled down
/// @param width pixels of what is served as the original
/// @param height pixels of what is served as the original
public record Renditions(
    @Nullable Rendition original,
    @Nullable Rendition large,
    @Nullable Rendition thumbnail,
    String blurhash,
    int width,
    int height) {}
