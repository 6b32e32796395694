package dev.parley.media.testing;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import javax.imageio.ImageIO;

/// Images as others make them.
public final class Images {

  private Images() {}

  /// @param format `png`, `jpeg` or `gif`
  public static byte[] image(String format, int width, int height) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      if (!ImageIO.write(
          new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB), format, bytes)) {
        throw new IllegalArgumentException(format);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  public static byte[] png(int width, int height) {
    return image("png", width, height);
  }

  /// One pixel, lossy.
  public static byte[] webp() {
    return Base64.getDecoder().decode("UklGRiIAAABXRUJQVlA4IBYAAAAwAQCdASoBAAEADsD+JaQAA3AAAAAA");
  }

  /// One pixel, lossless.
  public static byte[] losslessWebp() {
    return Base64.getDecoder().decode("UklGRhoAAABXRUJQVlA4TA0AAAAvAAAAEAcQERGIiP4HAA==");
  }

  /// @param width of an extended file's canvas, with nothing on it
  public static byte[] extendedWebp(int width, int height) {
    byte[] file = new byte[64];
    byte[] head = "RIFF\0\0\0\0WEBPVP8X".getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);
    System.arraycopy(head, 0, file, 0, head.length);
    file[16] = 10;
    littleEndian(file, 24, width - 1);
    littleEndian(file, 27, height - 1);
    return file;
  }

  private static void littleEndian(byte[] file, int at, int value) {
    file[at] = (byte) value;
    file[at + 1] = (byte) (value >> 8);
    file[at + 2] = (byte) (value >> 16);
  }

  /// A PNG whose header, with a right checksum, says any size.
  public static byte[] pngThatSays(int width, int height) {
    byte[] png = png(1, 1);
    for (int i = 0; i < 4; i++) {
      png[16 + i] = (byte) (width >> 8 * (3 - i));
      png[20 + i] = (byte) (height >> 8 * (3 - i));
    }
    java.util.zip.CRC32 crc = new java.util.zip.CRC32();
    crc.update(png, 12, 17);
    for (int i = 0; i < 4; i++) {
      png[29 + i] = (byte) (crc.getValue() >> 8 * (3 - i));
    }
    return png;
  }
}
