package dev.parley.media.image;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Optional;

/// The images that are taken. What a browser would run, such as SVG, is not among them.
public enum ImageFormat {
  PNG("image/png", "png"),
  JPEG("image/jpeg", "jpg"),
  GIF("image/gif", "gif"),
  WEBP("image/webp", "webp");

  /// How many bytes tell them apart.
  static final int SIGNATURE_LENGTH = 12;

  private static final byte[] PNG_SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};

  private final String contentType;
  private final String extension;

  ImageFormat(String contentType, String extension) {
    this.contentType = contentType;
    this.extension = extension;
  }

  public String contentType() {
    return contentType;
  }

  /// What a file name ends with, without the dot.
  public String extension() {
    return extension;
  }

  /// @param head the file's first 12 bytes
  static Optional<ImageFormat> of(byte[] head) {
    if (startsWith(head, 0, PNG_SIGNATURE)) {
      return Optional.of(PNG);
    }
    if (head[0] == (byte) 0xff && head[1] == (byte) 0xd8 && head[2] == (byte) 0xff) {
      return Optional.of(JPEG);
    }
    if (startsWith(head, 0, ascii("GIF87a")) || startsWith(head, 0, ascii("GIF89a"))) {
      return Optional.of(GIF);
    }
    if (startsWith(head, 0, ascii("RIFF")) && startsWith(head, 8, ascii("WEBP"))) {
      return Optional.of(WEBP);
    }
    return Optional.empty();
  }

  private static byte[] ascii(String text) {
    return text.getBytes(US_ASCII);
  }

  private static boolean startsWith(byte[] bytes, int from, byte[] prefix) {
    for (int i = 0; i < prefix.length; i++) {
      if (bytes[from + i] != prefix[i]) {
        return false;
      }
    }
    return true;
  }
}
