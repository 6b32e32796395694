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
