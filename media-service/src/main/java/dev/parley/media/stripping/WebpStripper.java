package dev.parley.media.stripping;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.parley.media.image.BrokenImageException;
import dev.parley.media.image.Bytes;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.Set;

/// Keeps of a WebP's chunks those that the picture is drawn from, and says so in its header.
///
/// Source: RFC 9649, section 2.7; TIFF 6.0, section 2, for the note that may be made.
final class WebpStripper implements FormatStripper {

  private static final int RIFF_HEADER = 8;
  private static final int CHUNK_HEADER = 8;
  private static final String EXTENDED = "VP8X";
  private static final Set<String> KEPT =
      Set.of(EXTENDED, "VP8 ", "VP8L", "ICCP", "ALPH", "ANIM", "ANMF");
  private static final int EXIF = 0x08;
  private static final int NOTES = EXIF | 0x04;

  /// A note of one entry, the orientation, which is to be filled in.
  private static final byte[] NOTE = {
    'E', 'X', 'I', 'F', 26, 0, 0, 0, 'I', 'I', 42, 0, 8, 0, 0, 0, 1, 0, 0x12, 1, 3, 0, 1, 0, 0, 0,
    0, 0, 0, 0, 0, 0, 0, 0
  };

  private static final int ORIENTATION_AT = 26;

  private final int orientation;

  /// @param orientation to be noted, 1 to 8; 1 needs no note
  WebpStripper(int orientation) {
    this.orientation = orientation;
  }

  /// Leaves the length open, which comes first and is known last.
  @Override
  public void copy(Bytes in, Sink out) throws IOException {
    byte[] riff = in.take(Integer.BYTES);
    long end = RIFF_HEADER + in.u32Little();
    out.bytes(riff);
    out.u32(0);
    FormatStripper.copy(in, out, Integer.BYTES);
    while (in.position() + CHUNK_HEADER <= end) {
      copyChunk(end, in, out);
    }
    if (orientation != UPRIGHT) {
      byte[] note = NOTE.clone();
      note[ORIENTATION_AT] = (byte) orientation;
      out.bytes(note);
    }
  }

  /// Writes down the length, once it is known.
  static void fillInLength(Path copied) throws IOException {
    try (RandomAccessFile file = new RandomAccessFile(copied.toFile(), "rw")) {
      int length = (int) (file.length() - RIFF_HEADER);
      file.seek(Integer.BYTES);
      file.writeInt(Integer.reverseBytes(length));
    }
  }

  private void copyChunk(long end, Bytes in, Sink out) throws IOException {
    byte[] name = in.take(Integer.BYTES);
    String kind = new String(name, US_ASCII);
    long length = in.u32Little();
    if (in.position() + length > end) {
      throw new BrokenImageException("a chunk is longer than the file");
    }
    if (KEPT.contains(kind)) {
      out.bytes(name);
      out.u32(Integer.toUnsignedLong(Integer.reverseBytes((int) length)));
      if (kind.equals(EXTENDED) && length > 0) {
        out.u8((in.u8() & ~NOTES) | (orientation == UPRIGHT ? 0 : EXIF));
        FormatStripper.copy(in, out, length - 1);
      } else {
        FormatStripper.copy(in, out, length);
      }
      if ((length & 1) == 1) {
        out.u8(0);
      }
    } else {
      in.skip(length);
    }
    in.skip(Math.min(length & 1, in.left()));
  }
}
