package dev.parley.media.image;

import java.io.IOException;

/// Walks through a whole file of one format and tells the canvas how large the picture is. It
/// checks the structure and not the pixels: unpacking them here would be the danger it guards
/// against.
@FunctionalInterface
interface FormatReader {

  /// @param in at the file's beginning
  /// @throws BrokenImageException when the file is not of the format, or is cut short
  /// @throws ImageTooLargeException `too_large`, where a reader knows it early
  void read(Bytes in, Canvas canvas) throws IOException;

  static FormatReader of(ImageFormat format) {
    return switch (format) {
      case PNG -> new PngReader();
      case JPEG -> new JpegReader();
      case GIF -> new GifReader();
      case WEBP -> new WebpReader();
    };
  }
}
