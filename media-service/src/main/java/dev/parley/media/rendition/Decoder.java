package dev.parley.media.rendition;

import dev.parley.media.image.Image;
import dev.parley.media.image.ImageFormat;
import java.io.IOException;
import java.nio.file.Path;

/// Unpacks a picture's file. How much memory it takes is known before any of it is unpacked.
sealed interface Decoder extends AutoCloseable permits StripDecoder, WebpDecoder {

  /// @param longerSide pixels that are enough of one that would take more than it may
  /// @param limit bytes that it may take when it is unpacked, where that can be chosen
  static Decoder open(Path file, Image image, int longerSide, long limit) throws IOException {
    return image.format() == ImageFormat.WEBP
        ? WebpDecoder.open(file, image)
        : StripDecoder.open(file, image, longerSide, limit);
  }

  /// What the picture takes.
  long bytes();

  /// What [#read] takes beside the picture, until it is done.
  default long bytesBeside() {
    return 0;
  }

  /// What is unpacked to make it, over and over again where that is how it is done.
  default long bytesUnpacked() {
    return bytes();
  }

  /// Its first frame.
  ///
  /// @throws IOException when it cannot be unpacked
  Picture read() throws IOException;

  @Override
  void close() throws IOException;
}
