package dev.parley.media.image;

/// The area that a picture takes.
final class Canvas {

  private final ImageProperties limits;
  private long width;
  private long height;

  Canvas(ImageProperties limits) {
    this.limits = limits;
  }

  /// Grows to hold an area, such as the whole picture or a frame of it.
  void cover(long toRight, long toBottom) {
    width = Math.max(width, toRight);
    height = Math.max(height, toBottom);
  }

  /// @throws ImageTooLargeException `too_large`
  void requireWithinLimits() {
    boolean sidesFit = width <= limits.maxSide() && height <= limits.maxSide();
    if (!sidesFit || width * height > limits.maxPixels()) {
      throw new ImageTooLargeException(limits);
    }
  }

  void turn() {
    long before = width;
    width = height;
    height = before;
  }

  boolean isEmpty() {
    return width == 0 || height == 0;
  }

  int width() {
    return (int) width;
  }

  int height() {
    return (int) height;
  }
}
