package dev.parley.media;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.LocalDateTime;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/// Archives for tests, harmless ones and others.
public final class Zips {

  private static final int ENTRY = 46;
  private static final int END = 22;

  private Zips() {}

  public static byte[] of(String name, byte[] content) {
    return of(new String[] {name}, content);
  }

  /// Each with the same content.
  public static byte[] of(String[] names, byte[] content) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(all)) {
      for (String name : names) {
        ZipEntry entry = new ZipEntry(name);
        entry.setTimeLocal(LocalDateTime.of(2026, 11, 21, 10, 0));
        zip.putNextEntry(entry);
        zip.write(content);
        zip.closeEntry();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return all.toByteArray();
  }

  /// A thousand times as much as it seems.
  public static byte[] bomb() {
    return of("zeros", new byte[16 * 1024 * 1024]);
  }

  /// The same bytes under many names, as in David Fifield's.
  public static byte[] overlapping(int times) {
    byte[] content = new byte[4_000];
    new java.util.Random(5).nextBytes(content);
    byte[] zip = of("a", content);
    ByteBuffer end = ByteBuffer.wrap(zip).order(ByteOrder.LITTLE_ENDIAN);
    int directory = end.getInt(zip.length - END + 16);
    byte[] entry = java.util.Arrays.copyOfRange(zip, directory, directory + ENTRY + 1);
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.write(zip, 0, directory);
    for (int i = 0; i < times; i++) {
      entry[ENTRY] = (byte) ('A' + i);
      all.writeBytes(entry);
    }
    byte[] tail = java.util.Arrays.copyOfRange(zip, zip.length - END, zip.length);
    ByteBuffer.wrap(tail)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putShort(8, (short) times)
        .putShort(10, (short) times)
        .putInt(12, times * (ENTRY + 1));
    all.writeBytes(tail);
    return all.toByteArray();
  }

  /// Its directory takes 17 MB, for each entry has a comment of 65 KB.
  ///
  /// @param in64 whether its end says so in the ZIP64 record alone
  public static byte[] talkative(boolean in64) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(all)) {
      zip.setMethod(ZipOutputStream.DEFLATED);
      for (int i = 0; i < 260; i++) {
        ZipEntry entry = new ZipEntry("entry-" + i);
        entry.setComment("c".repeat(65_000));
        zip.putNextEntry(entry);
        zip.closeEntry();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return in64 ? in64(all.toByteArray()) : all.toByteArray();
  }

  private static byte[] in64(byte[] zip) {
    int at = zip.length - END;
    ByteBuffer end = ByteBuffer.wrap(zip, at, END).slice().order(ByteOrder.LITTLE_ENDIAN);
    long entries = Short.toUnsignedLong(end.getShort(10));
    ByteBuffer more = ByteBuffer.allocate(76).order(ByteOrder.LITTLE_ENDIAN);
    more.putInt(0x06064b50).putLong(44).putShort((short) 45).putShort((short) 45).putInt(0);
    more.putInt(0).putLong(entries).putLong(entries);
    more.putLong(Integer.toUnsignedLong(end.getInt(12)));
    more.putLong(Integer.toUnsignedLong(end.getInt(16)));
    more.putInt(0x07064b50).putInt(0).putLong(at).putInt(1);
    end.putInt(12, -1).putInt(16, -1);
    return Images.concat(
        java.util.Arrays.copyOf(zip, at),
        more.array(),
        java.util.Arrays.copyOfRange(zip, at, zip.length));
  }

  /// Says that its one entry is encrypted.
  public static byte[] encrypted() {
    byte[] zip = of("secret", Images.text("a secret"));
    ByteBuffer bytes = ByteBuffer.wrap(zip).order(ByteOrder.LITTLE_ENDIAN);
    zip[6] |= 1;
    zip[bytes.getInt(zip.length - END + 16) + 8] |= 1;
    return zip;
  }

  public static byte[] wordDocument() {
    return of(
        new String[] {"[Content_Types].xml", "_rels/.rels", "word/document.xml"},
        Images.text("<?xml version=\"1.0\"?><w:document/>"));
  }
}
