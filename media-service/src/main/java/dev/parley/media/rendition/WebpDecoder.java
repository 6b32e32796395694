package dev.parley.media.rendition;

import dev.parley.media.image.Image;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;

/// For WebP, whose reader holds the whole picture whatever part of it is asked for.
///
/// @param bytes that it takes
record WebpDecoder(Path file, long bytes) implements Decoder {

  /// What the reader was seen to take for a pixel of a lossy picture, 28 bytes, and the copy that
  /// may be made of it.
  private static final int EACH = 32;

  static WebpDecoder open(Path file, Image image) throws IOException {
    return new WebpDecoder(file, bytes(image, Files.size(file)));
  }

  /// @param size of the file, which is read into memory
  static long bytes(Image image, long size) {
    return (long) image.width() * image.height() * EACH + size;
  }

  @Override
  public Picture read() throws IOException {
    ImageReader reader = ImageIO.getImageReadersBySuffix("webp").next();
    try (PaddedBytes in = new PaddedBytes(Files.readAllBytes(file))) {
      reader.setInput(in, true, true);
      return Picture.of(reader.read(0));
    } finally {
      reader.dispose();
    }
  }

  @Override
  public void close() {
    // It holds nothing open.
  }
}
