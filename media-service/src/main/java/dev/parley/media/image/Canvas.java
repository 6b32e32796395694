package dev.parley.media.image;

/// The area that a picture takes.
final class Canvas {

  private static final int FIRST_ON_ITS_SIDE = 5;

  private final ImageProperties limits;
  private long width;
  private long height;
  private int orientation = 1;
  private int frames;
  private int passes = 1;

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

  /// @param exif 1 to 8
  void orient(int exif) {
    orientation = exif;
  }

  int orientation() {
    return orientation;
  }

  /// One more picture of an animation.
  ///
  /// @throws ImageTooLargeException `too_large` when there are too many
  void addFrame() {
    if (++frames > limits.maxFrames()) {
      throw new ImageTooLargeException(limits);
    }
  }

  int frames() {
    return Math.max(1, frames);
  }

  /// @param number 1 or more
  void comeInPasses(int number) {
    passes = number;
  }

  int passes() {
    return passes;
  }

  boolean isEmpty() {
    return width == 0 || height == 0;
  }

  /// As a viewer shows it.
  int width() {
    return (int) (isOnItsSide() ? height : width);
  }

  /// As a viewer shows it.
  int height() {
    return (int) (isOnItsSide() ? width : height);
  }

  private boolean isOnItsSide() {
    return orientation >= FIRST_ON_ITS_SIDE;
  }
}
