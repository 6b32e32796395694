package dev.parley.media.image;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
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
  private static final short BIG_ENDIAN = 0x4d4d;
  private static final int ORIENTATION = 0x0112;
  private static final int LAST = 8;
  private static final int ENTRY = 12;
  private static final int VALUE_AT = 8;
  private static final int DIRECTORY_AT = 4;

  /// As long as a JPEG can have it. The directory that it is in is the first thing in all but odd
  /// files.
  private static final int LONGEST_READ = 64 * 1024;

  private ExifOrientation() {}

  /// @param segment a JPEG's APP1 segment; one of another kind, or a broken one, says 1
  /// @return 1 to 8
  static int ofSegment(byte[] segment) {
    return isMarked(segment) ? of(segment, MARK.length) : 1;
  }

  /// Reads the chunk of a PNG or WebP that the camera's notes are in. A JPEG's mark does not belong
  /// there, and is there all the same at times.
  ///
  /// @param length bytes of the chunk
  /// @return 1 to 8; a broken one says 1, and so does one that says it behind its first 64 KiB
  static int readChunk(long length, Bytes in) throws IOException {
    byte[] chunk = in.take((int) Math.min(length, LONGEST_READ));
    in.skip(length - chunk.length);
    return of(chunk, isMarked(chunk) ? MARK.length : 0);
  }

  private static boolean isMarked(byte[] exif) {
    return exif.length >= MARK.length && Arrays.equals(exif, 0, MARK.length, MARK, 0, MARK.length);
  }

  private static int of(byte[] exif, int from) {
    try {
      int orientation = orientation(ByteBuffer.wrap(exif, from, exif.length - from).slice());
      return orientation >= 1 && orientation <= LAST ? orientation : 1;
    } catch (BufferUnderflowException | IndexOutOfBoundsException | IllegalArgumentException e) {
      return 1;
    }
  }

  private static int orientation(ByteBuffer tiff) {
    short order = tiff.getShort(0);
    if (order != LITTLE_ENDIAN && order != BIG_ENDIAN) {
      return 0;
    }
    tiff.order(order == LITTLE_ENDIAN ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
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
