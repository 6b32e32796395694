package dev.parley.media.stripping;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.parley.media.image.BrokenImageException;
import dev.parley.media.image.Bytes;
import dev.parley.media.image.JpegMarkers;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;

/// Keeps of a JPEG's application segments those that colours depend on.
///
/// Source: ITU-T T.81, annex B; ICC.1, annex B.4; T.872, section 6.5.3.
final class JpegStripper implements FormatStripper {

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
    if (JpegMarkers.next(in) != JpegMarkers.START) {
      throw new BrokenImageException("it has no start");
    }
    mark(JpegMarkers.START, out);
    int marker = JpegMarkers.next(in);
    while (marker != JpegMarkers.END) {
      if (JpegMarkers.isBare(marker)) {
        mark(marker, out);
        marker = JpegMarkers.next(in);
      } else {
        copySegment(marker, in, out);
        marker = marker == JpegMarkers.SCAN ? copyScan(in, out) : JpegMarkers.next(in);
      }
    }
    mark(JpegMarkers.END, out);
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
      int marker = JpegMarkers.afterFill(in);
      if (marker != 0 && !JpegMarkers.isBare(marker)) {
        return marker;
      }
      mark(marker, out);
    }
  }

  private static void mark(int marker, Sink out) throws IOException {
    out.u8(0xff);
    out.u8(marker);
  }
}
