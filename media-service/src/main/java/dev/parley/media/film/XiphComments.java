package dev.parley.media.film;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The comments that Vorbis and Theora have in a header of their own. Outside of Ogg, which writes
/// it anew, ffmpeg copies it with the codec's other headers.
///
/// Source: Vorbis I, section 5.2; Theora, section 6.3.
final class XiphComments {

  /// `vorbis` and `theora`, after their kind of header.
  private static final long VORBIS = 0x03_76_6f_72_62_69_73L;

  private static final long THEORA = 0x81_74_68_65_6f_72_61L;
  private static final int BEGINNING = 7;

  /// Bytes of all comments of one header.
  private static final int LONGEST = 1 << 24;

  private XiphComments() {}

  /// Makes all of its comments one name of an encoder, as long as they were, of blanks: whatever
  /// says where something lies in the file stays true.
  ///
  /// @return false where that cannot be done
  static boolean blank(Path file) throws IOException {
    List<Long> places = places(file);
    try (RandomAccessFile all = new RandomAccessFile(file.toFile(), "rw")) {
      for (long place : places) {
        if (!blank(all, place + BEGINNING)) {
          return false;
        }
      }
    }
    return true;
  }

  private static boolean blank(RandomAccessFile file, long at) throws IOException {
    long end = endOfComments(file, at);
    long name = end - at - 2 * Integer.BYTES;
    if (name < 0 || end > file.length()) {
      return false;
    }
    ByteBuffer blanked = ByteBuffer.allocate((int) (end - at)).order(ByteOrder.LITTLE_ENDIAN);
    blanked.putInt((int) name);
    blanked.put(" ".repeat((int) name).getBytes(StandardCharsets.US_ASCII)).putInt(0);
    file.seek(at);
    file.write(blanked.array());
    return true;
  }

  /// @return -1 where the comments are not what they should be
  private static long endOfComments(RandomAccessFile file, long at) throws IOException {
    long end = at + Integer.BYTES + length(file, at) + Integer.BYTES;
    long comments = length(file, end - Integer.BYTES);
    for (long i = 0; i < comments; i++) {
      end += Integer.BYTES + length(file, end);
      if (end - at > LONGEST) {
        return -1;
      }
    }
    return end - at > LONGEST ? -1 : end;
  }

  /// @return too much where the file ends before
  private static long length(RandomAccessFile file, long at) throws IOException {
    if (at + Integer.BYTES > file.length()) {
      return LONGEST;
    }
    file.seek(at);
    return Integer.toUnsignedLong(Integer.reverseBytes(file.readInt()));
  }

  /// Where each header of comments begins.
  private static List<Long> places(Path file) throws IOException {
    List<Long> places = new ArrayList<>();
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
      long read = 0;
      long last = 0;
      for (int next = in.read(); next >= 0; next = in.read()) {
        last = (last << Byte.SIZE | next) & (1L << BEGINNING * Byte.SIZE) - 1;
        read++;
        if (last == VORBIS || last == THEORA) {
          places.add(read - BEGINNING);
        }
      }
    }
    return places;
  }
}
