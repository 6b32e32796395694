package dev.parley.media.image;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/// How a camera was held: viewers turn the picture by what the camera noted.
///
/// Source: Exif 2.32, sections 4.6.2 and 4.6.4; TIFF 6.0, section 2.
final class ExifOrientation {

  private static final byte[] MARK = "Exif\0\0".getBytes(US_ASCII);
  private static final short LITTLE_ENDIAN = 0x4949;
  private static final int ORIENTATION = 0x0112;
  private static final int LAST = 8;
  private static final int ENTRY = 12;
  private static final int VALUE_AT = 8;
  private static final int DIRECTORY_AT = 4;

  private ExifOrientation() {}

  /// @param segment an APP1 segment's content; one of another kind, or a broken one, says 1
  /// @return 1 to 8
  static int of(byte[] segment) {
    if (segment.length < MARK.length
        || !Arrays.equals(segment, 0, MARK.length, MARK, 0, MARK.length)) {
      return 1;
    }
    try {
      int orientation =
          orientation(ByteBuffer.wrap(segment, MARK.length, segment.length - MARK.length).slice());
      return orientation >= 1 && orientation <= LAST ? orientation : 1;
    } catch (BufferUnderflowException | IndexOutOfBoundsException | IllegalArgumentException e) {
      return 1;
    }
  }

  private static int orientation(ByteBuffer tiff) {
    tiff.order(tiff.getShort(0) == LITTLE_ENDIAN ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
    tiff.position(tiff.getInt(DIRECTORY_AT));
    int entries = Short.toUnsignedInt(tiff.getShort());
    int first = tiff.position();
    for (int entry = 0; entry < entries; entry++) {
      int at = first + entry * ENTRY;
      if (Short.toUnsignedInt(tiff.getShort(at)) == ORIENTATION) {
        return Short.toUnsignedInt(tiff.getShort(at + VALUE_AT));
      }
    }
    return 0;
  }
}
