package dev.parley.media.detection;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;

/// What an archive's directory says that `java.util.zip` does not tell.
///
/// Source: APPNOTE 6.3.10, sections 4.3.12, 4.3.16 and 4.4.4.
final class ZipDirectory {

  private static final int END = 22;
  private static final int LONGEST_COMMENT = 0xffff;
  private static final int END_SIGNATURE = 0x06054b50;
  private static final int DIRECTORY_OFFSET_AT = 16;
  private static final int ENTRY_SIGNATURE = 0x02014b50;
  private static final int ENTRY = 46;
  private static final int FLAGS_AT = 8;
  private static final int LENGTHS_AT = 28;
  private static final int ENCRYPTED = 1;

  private ZipDirectory() {}

  /// @return false, too, for a directory that cannot be found
  static boolean hasEncryptedEntries(Path file) throws IOException {
    try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
      long at = directoryAt(in);
      ByteBuffer entry = ByteBuffer.allocate(ENTRY).order(ByteOrder.LITTLE_ENDIAN);
      while (at >= 0 && at + ENTRY <= in.length()) {
        in.seek(at);
        in.readFully(entry.array());
        if (entry.getInt(0) != ENTRY_SIGNATURE) {
          return false;
        }
        if ((entry.getShort(FLAGS_AT) & ENCRYPTED) != 0) {
          return true;
        }
        at += ENTRY;
        for (int field = 0; field < 3; field++) {
          at += Short.toUnsignedInt(entry.getShort(LENGTHS_AT + field * Short.BYTES));
        }
      }
      return false;
    }
  }

  private static long directoryAt(RandomAccessFile in) throws IOException {
    int size = (int) Math.min(in.length(), END + LONGEST_COMMENT);
    ByteBuffer end = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    in.seek(in.length() - size);
    in.readFully(end.array());
    for (int at = size - END; at >= 0; at--) {
      if (end.getInt(at) == END_SIGNATURE) {
        return Integer.toUnsignedLong(end.getInt(at + DIRECTORY_OFFSET_AT));
      }
    }
    return -1;
  }
}
