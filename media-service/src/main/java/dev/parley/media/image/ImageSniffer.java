package dev.parley.media.image;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.Arrays;
import java.util.zip.CRC32;

/// Tells an image from its header, by hand: no decoder runs on what a stranger sent, no more than a
/// header's bytes are kept, and a file that only begins like an image is not taken for one. SVG and
/// HTML are text, and no image here.
///
/// Source: PNG (W3C, third edition, 11.2.1), JPEG (ITU-T T.81, B.1 and B.2.2), GIF89a (section 18),
/// WebP (RFC 9649, section 2).
public final class ImageSniffer {

  private static final int SIGNATURE_BYTES = 12;
  private static final int MAX_JPEG_SEGMENTS = 2_000;

  private ImageSniffer() {}

  /// Reads the beginning of a file.
  ///
  /// @throws UnsupportedImageException `unsupported_media`
  public static Image read(InputStream file) throws IOException {
    DataInputStream in = new DataInputStream(file);
    byte[] start = new byte[SIGNATURE_BYTES];
    try {
      in.readFully(start);
      if (begins(start, 0x89, 'P', 'N', 'G', 0x0d, 0x0a, 0x1a, 0x0a)) {
        return png(start, in);
      }
      if (begins(start, 'G', 'I', 'F', '8', '7', 'a')
          || begins(start, 'G', 'I', 'F', '8', '9', 'a')) {
        return image("image/gif", u16(start, 6), u16(start, 8));
      }
      if (begins(start, 0xff, 0xd8, 0xff)) {
        return jpeg(start, in);
      }
      if (begins(start, 'R', 'I', 'F', 'F')
          && begins(Arrays.copyOfRange(start, 8, SIGNATURE_BYTES), 'W', 'E', 'B', 'P')) {
        return webp(in);
      }
    } catch (EOFException ended) {
      throw new UnsupportedImageException();
    }
    throw new UnsupportedImageException();
  }

  private static Image png(byte[] start, DataInputStream in) throws IOException {
    final int length = 13;
    byte[] header = new byte[4 + length];
    in.readFully(header);
    CRC32 crc = new CRC32();
    crc.update(header);
    boolean sound =
        start[8] == 0
            && start[9] == 0
            && start[10] == 0
            && start[11] == length
            && begins(header, 'I', 'H', 'D', 'R')
            && in.readInt() == (int) crc.getValue();
    if (!sound) {
      throw new UnsupportedImageException();
    }
    return image("image/png", i32(header, 4), i32(header, 8));
  }

  /// Walks from segment to segment to the frame header, which has the size.
  private static Image jpeg(byte[] start, DataInputStream rest) throws IOException {
    DataInputStream in =
        new DataInputStream(
            new SequenceInputStream(new ByteArrayInputStream(start, 2, start.length - 2), rest));
    for (int i = 0; i < MAX_JPEG_SEGMENTS; i++) {
      int marker = marker(in);
      int length = in.readUnsignedShort();
      if (isFrame(marker)) {
        in.readUnsignedByte(); // bits of a sample
        int height = in.readUnsignedShort();
        return image("image/jpeg", in.readUnsignedShort(), height);
      }
      boolean beforeFrame = marker >= 0xc0 && marker != 0xd9 && marker != 0xda && length >= 2;
      if (!beforeFrame) {
        throw new UnsupportedImageException();
      }
      in.skipNBytes(length - 2L);
    }
    throw new UnsupportedImageException();
  }

  private static int marker(DataInputStream in) throws IOException {
    if (in.readUnsignedByte() != 0xff) {
      throw new UnsupportedImageException();
    }
    int marker = 0xff;
    while (marker == 0xff) {
      marker = in.readUnsignedByte(); // any number of fill bytes
    }
    return marker;
  }

  private static boolean isFrame(int marker) {
    return marker >= 0xc0
        && marker <= 0xcf
        && marker != 0xc4 // Huffman tables
        && marker != 0xc8 // reserved
        && marker != 0xcc; // arithmetic coding
  }

  private static Image webp(DataInputStream in) throws IOException {
    byte[] chunk = new byte[18];
    in.readFully(chunk);
    if (begins(chunk, 'V', 'P', '8', 'X')) {
      return image("image/webp", 1 + u24(chunk, 12), 1 + u24(chunk, 15));
    }
    if (begins(chunk, 'V', 'P', '8', 'L') && chunk[8] == 0x2f) {
      int bits = Integer.reverseBytes(i32(chunk, 9));
      return image("image/webp", 1 + (bits & 0x3fff), 1 + (bits >>> 14 & 0x3fff));
    }
    boolean keyFrame = begins(Arrays.copyOfRange(chunk, 11, 14), 0x9d, 0x01, 0x2a);
    if (begins(chunk, 'V', 'P', '8', ' ') && keyFrame) {
      return image("image/webp", u16(chunk, 14) & 0x3fff, u16(chunk, 16) & 0x3fff);
    }
    throw new UnsupportedImageException();
  }

  private static Image image(String contentType, int width, int height) {
    if (width < 1 || height < 1) {
      throw new UnsupportedImageException();
    }
    return new Image(contentType, width, height);
  }

  private static boolean begins(byte[] bytes, int... expected) {
    if (bytes.length < expected.length) {
      return false;
    }
    for (int i = 0; i < expected.length; i++) {
      if ((bytes[i] & 0xff) != expected[i]) {
        return false;
      }
    }
    return true;
  }

  private static int u16(byte[] bytes, int at) throws EOFException {
    if (bytes.length < at + 2) {
      throw new EOFException();
    }
    return (bytes[at] & 0xff) | (bytes[at + 1] & 0xff) << 8;
  }

  private static int u24(byte[] bytes, int at) throws EOFException {
    return u16(bytes, at) | (bytes[at + 2] & 0xff) << 16;
  }

  private static int i32(byte[] bytes, int at) {
    return (bytes[at] & 0xff) << 24
        | (bytes[at + 1] & 0xff) << 16
        | (bytes[at + 2] & 0xff) << 8
        | (bytes[at + 3] & 0xff);
  }
}
