package dev.parley.media.rendition;

import dev.parley.media.image.Image;
import dev.parley.media.image.ImageFormat;
import java.io.IOException;
import java.nio.file.Path;

/// Unpacks a picture's file. How much memory it takes is known before any of it is unpacked.
sealed interface Decoder extends AutoCloseable permits SteppingDecoder, WebpDecoder {

  /// @param limit bytes that it may take when it is unpacked, where that can be chosen
  static Decoder open(Path file, Image image, long limit) throws IOException {
    return image.format() == ImageFormat.WEBP
        ? WebpDecoder.open(file, image)
        : SteppingDecoder.open(file, image.format(), limit);
  }

  /// What [#read] takes.
  long bytes();

  /// Its first frame.
  ///
  /// @throws IOException when it cannot be unpacked
  Picture read() throws IOException;

  @Override
  void close() throws IOException;
}
