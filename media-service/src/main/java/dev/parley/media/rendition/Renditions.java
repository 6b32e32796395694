package dev.parley.media.rendition;

import dev.parley.media.image.Image;
import org.jspecify.annotations.Nullable;

/// The forms that were made of a picture.
///
/// @param original what is to be served in place of what came in, where that must not be served as
///   it is: turned upright, or scaled down
/// @param blurhash null where the picture was not looked into
/// @param width pixels of what is served as the original
/// @param height pixels of what is served as the original
public record Renditions(
    @Nullable Rendition original,
    @Nullable Rendition large,
    @Nullable Rendition thumbnail,
    @Nullable String blurhash,
    int width,
    int height) {

  /// Of a picture that is served as it came and not looked into.
  public static Renditions none(Image image) {
    return new Renditions(null, null, null, null, image.width(), image.height());
  }
}
