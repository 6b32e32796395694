package dev.parley.media.detection;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;

/// What an archive's directory says that `java.util.zip` does not tell, or tells only after it has
/// read all of it into memory.
///
/// Source: APPNOTE 6.3.10, sections 4.3.12 to 4.3.16 and 4.4.4.
final class ZipDirectory {

  private static final int END = 22;
  private static final int LONGEST_COMMENT = 0xffff;
  private static final int END_SIGNATURE = 0x06054b50;
  private static final int SIZE_AT = 12;
  private static final int DIRECTORY_OFFSET_AT = 16;

  /// Stands for what the ZIP64 record says.
  private static final long ELSEWHERE = 0xffff_ffffL;

  private static final int LOCATOR = 20;
  private static final int LOCATOR_SIGNATURE = 0x07064b50;
  private static final int LOCATED_AT = 8;
  private static final int END_64 = 56;
  private static final int ENTRIES_64_AT = 32;
  private static final int SIZE_64_AT = 40;
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

  /// Whether its directory says, in any of the ways that a reader may understand, that it takes
  /// more than it may. Where one archive lies at another's end, either may be taken for the whole.
  ///
  /// @param bytes that the directory may take
  /// @param entries that it may have
  static boolean isLargerThan(Path file, long bytes, long entries) throws IOException {
    try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
      ByteBuffer tail = tail(in);
      long start = in.length() - tail.capacity();
      for (int at = tail.capacity() - END; at >= 0; at--) {
        if (tail.getInt(at) == END_SIGNATURE) {
          long size = Integer.toUnsignedLong(tail.getInt(at + SIZE_AT));
          boolean isLarge = size > bytes && size != ELSEWHERE;
          if (isLarge || isLargerBy64(in, start + at, bytes, entries)) {
            return true;
          }
        }
      }
      return false;
    }
  }

  /// @param end where the end record begins, before which the other one may be named
  private static boolean isLargerBy64(RandomAccessFile in, long end, long bytes, long entries)
      throws IOException {
    if (end < LOCATOR) {
      return false;
    }
    ByteBuffer locator = read(in, end - LOCATOR, LOCATOR);
    long at = locator.getLong(LOCATED_AT);
    if (locator.getInt(0) != LOCATOR_SIGNATURE || at < 0 || at > in.length() - END_64) {
      return false;
    }
    ByteBuffer record = read(in, at, END_64);
    return Long.compareUnsigned(record.getLong(SIZE_64_AT), bytes) > 0
        || Long.compareUnsigned(record.getLong(ENTRIES_64_AT), entries) > 0;
  }

  private static long directoryAt(RandomAccessFile in) throws IOException {
    ByteBuffer end = tail(in);
    for (int at = end.capacity() - END; at >= 0; at--) {
      if (end.getInt(at) == END_SIGNATURE) {
        return Integer.toUnsignedLong(end.getInt(at + DIRECTORY_OFFSET_AT));
      }
    }
    return -1;
  }

  /// As much as an end record and the comment behind it may take.
  private static ByteBuffer tail(RandomAccessFile in) throws IOException {
    int size = (int) Math.min(in.length(), END + LONGEST_COMMENT);
    return read(in, in.length() - size, size);
  }

  private static ByteBuffer read(RandomAccessFile in, long at, int size) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    in.seek(at);
    in.readFully(bytes.array());
    return bytes;
  }
}
