package dev.parley.media.stripping;

import dev.parley.media.image.Bytes;
import dev.parley.media.image.Image;
import java.io.IOException;

/// Copies the picture of one format, and nothing else of its file.
@FunctionalInterface
interface FormatStripper {

  /// How a picture lies that need not be turned.
  int UPRIGHT = 1;

  /// @param in at the file's beginning
  /// @throws dev.parley.media.image.BrokenImageException when it is not of the format
  void copy(Bytes in, Sink out) throws IOException;

  /// @param keepsOrientation in a WebP, the one of them that can be told so anew
  static FormatStripper of(Image image, boolean keepsOrientation) {
    return switch (image.format()) {
      case PNG -> new PngStripper();
      case JPEG -> new JpegStripper();
      case GIF -> new GifStripper();
      case WEBP -> new WebpStripper(keepsOrientation ? image.orientation() : UPRIGHT);
    };
  }

  /// Copies a run of bytes.
  static void copy(Bytes in, Sink out, long count) throws IOException {
    for (long i = 0; i < count; i++) {
      out.u8(in.u8());
    }
  }
}
