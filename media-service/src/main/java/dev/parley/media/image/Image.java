package dev.parley.media.image;

/// @param width pixels as a viewer shows it, 1 or more
/// @param height pixels as a viewer shows it, 1 or more
/// @param orientation how the stored picture is to be turned, 1 to 8 as Exif numbers them; 1 is as
///   it is
/// @param frames 1, or more when it moves
/// @param end how many bytes the picture takes; what follows them is no part of it
/// @param passes in how many passes over the whole picture its pixels come, 1 or more: a JPEG's
///   scans, or those of an interlaced PNG or GIF
public record Image(
    ImageFormat format, int width, int height, int orientation, int frames, long end, int passes) {

  /// One whose pixels come row after row.
  public Image(ImageFormat format, int width, int height, int orientation, int frames, long end) {
    this(format, width, height, orientation, frames, end, 1);
  }

  public boolean isAnimated() {
    return frames > 1;
  }
}
