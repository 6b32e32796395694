package dev.parley.media.stripping;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.parley.media.image.BrokenImageException;
import dev.parley.media.image.Bytes;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;

/// Keeps of a JPEG's application segments those that colours depend on.
///
/// Source: ITU-T T.81, annex B; ICC.1, annex B.4; T.872, section 6.5.3.
final class JpegStripper implements FormatStripper {

  private static final int START = 0xffd8;
  private static final int END = 0xd9;
  private static final int SCAN = 0xda;
  private static final int STANDALONE = 0x01;
  private static final int FIRST_RESTART = 0xd0;
  private static final int LAST_RESTART = 0xd7;
  private static final int FIRST_APPLICATION = 0xe0;
  private static final int LAST_APPLICATION = 0xef;
  private static final int COMMENT = 0xfe;
  private static final Map<Integer, byte[]> KEPT =
      Map.of(
          0xe0, "JFIF\0".getBytes(US_ASCII),
          0xe2, "ICC_PROFILE\0".getBytes(US_ASCII),
          0xee, "Adobe".getBytes(US_ASCII));

  @Override
  public void copy(Bytes in, Sink out) throws IOException {
    if (in.u16() != START) {
      throw new BrokenImageException("it has no start");
    }
    out.u16(START);
    int marker = nextMarker(in);
    while (marker != END) {
      if (isBare(marker)) {
        mark(marker, out);
        marker = nextMarker(in);
      } else {
        copySegment(marker, in, out);
        marker = marker == SCAN ? copyScan(in, out) : nextMarker(in);
      }
    }
    mark(END, out);
  }

  private static void copySegment(int marker, Bytes in, Sink out) throws IOException {
    int length = in.u16() - 2;
    if (length < 0) {
      throw new BrokenImageException("a segment has no length");
    }
    boolean isNote =
        marker == COMMENT || (marker >= FIRST_APPLICATION && marker <= LAST_APPLICATION);
    byte[] content = in.take(length);
    if (!isNote || isKept(marker, content)) {
      mark(marker, out);
      out.u16(length + 2);
      out.bytes(content);
    }
  }

  private static boolean isKept(int marker, byte[] content) {
    byte[] name = KEPT.get(marker);
    return name != null
        && content.length >= name.length
        && Arrays.equals(content, 0, name.length, name, 0, name.length);
  }

  /// @return the marker that ends it
  private static int copyScan(Bytes in, Sink out) throws IOException {
    while (true) {
      int next = in.u8();
      if (next != 0xff) {
        out.u8(next);
        continue;
      }
      int marker = in.u8();
      while (marker == 0xff) {
        marker = in.u8();
      }
      if (marker != 0 && !isBare(marker)) {
        return marker;
      }
      mark(marker, out);
    }
  }

  private static int nextMarker(Bytes in) throws IOException {
    if (in.u8() != 0xff) {
      throw new BrokenImageException("a marker is missing");
    }
    int marker = in.u8();
    while (marker == 0xff) {
      marker = in.u8();
    }
    return marker;
  }

  private static void mark(int marker, Sink out) throws IOException {
    out.u8(0xff);
    out.u8(marker);
  }

  private static boolean isBare(int marker) {
    return marker == STANDALONE || (marker >= FIRST_RESTART && marker <= LAST_RESTART);
  }
}
