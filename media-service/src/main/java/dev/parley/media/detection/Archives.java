package dev.parley.media.detection;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import java.util.zip.ZipInputStream;

/// Unpacks an archive to nowhere, to see what it holds and how much: an archive bomb is stopped
/// where it passes a limit, and has by then taken a few kilobytes of memory.
final class Archives {

  private static final String OFFICE = "application/vnd.openxmlformats-officedocument.";
  private static final Map<String, String> OFFICE_TYPES =
      Map.of(
          "word/document.xml", OFFICE + "wordprocessingml.document",
          "xl/workbook.xml", OFFICE + "spreadsheetml.sheet",
          "ppt/presentation.xml", OFFICE + "presentationml.presentation");
  private static final String OPEN_DOCUMENT = "application/vnd.oasis.opendocument.";
  private static final int LONGEST_TYPE = 100;
  private static final long SMALL = 1 << 20;

  /// Bytes: ten thousand entries with names of a kilobyte and a half.
  private static final long LARGEST_DIRECTORY = 16 << 20;

  private static final int ZIP_MAGIC = 0x504b0304;

  private final TypeProperties limits;
  private final long packed;
  private final byte[] buffer = new byte[16 * 1024];
  private long unpacked;
  private int entries;

  private Archives(TypeProperties limits, long packed) {
    this.limits = limits;
    this.packed = packed;
  }

  /// What a zip is: `application/zip`, or the document that it is made of.
  ///
  /// @throws RefusedException `archive_bomb`, `encrypted_archive`, `macros` or `broken`
  static String typeOf(Path file, TypeProperties limits) throws IOException {
    // ZipFile reads all of the directory into memory, whatever it holds.
    if (ZipDirectory.isLargerThan(file, LARGEST_DIRECTORY, limits.archiveEntries())) {
      throw bomb("its directory is too large");
    }
    if (ZipDirectory.hasEncryptedEntries(file)) {
      throw new RefusedException("encrypted_archive", "it cannot be looked into");
    }
    try (ZipFile zip = new ZipFile(file.toFile(), UTF_8)) {
      return new Archives(limits, Files.size(file)).look(zip);
    } catch (ZipException | IllegalArgumentException e) {
      throw new RefusedException("broken", "it is no whole archive");
    }
  }

  private String look(ZipFile zip) throws IOException {
    if (zip.size() > limits.archiveEntries()) {
      throw bomb("it has too many entries");
    }
    String type = "application/zip";
    long compressed = 0;
    for (ZipEntry entry : Collections.list(zip.entries())) {
      compressed += Math.max(0, entry.getCompressedSize());
      // Entries that lie over one another are how a small file becomes petabytes.
      if (compressed > packed) {
        throw bomb("its entries overlap");
      }
      String name = entry.getName().toLowerCase(Locale.ROOT);
      if (name.endsWith("vbaproject.bin")) {
        throw new RefusedException("macros", "it has macros");
      }
      type = OFFICE_TYPES.getOrDefault(name, type);
      try (InputStream content = zip.getInputStream(entry)) {
        type = openDocument(name, drain(content, 1)).orElse(type);
      } catch (ZipException e) {
        throw unreadable(e);
      }
    }
    return type;
  }

  /// The first bytes of what it has unpacked; archives within are unpacked too.
  private String drain(InputStream content, int depth) throws IOException {
    BufferedInputStream in = new BufferedInputStream(content, buffer.length);
    in.mark(LONGEST_TYPE);
    byte[] head = in.readNBytes(LONGEST_TYPE);
    in.reset();
    if (isZip(head)) {
      if (depth >= limits.archiveDepth()) {
        throw bomb("archives lie too deep within it");
      }
      drainNested(new ZipInputStream(in, UTF_8), depth + 1);
    } else {
      count(in);
    }
    return new String(head, UTF_8);
  }

  private void drainNested(ZipInputStream zip, int depth) throws IOException {
    while (zip.getNextEntry() != null) {
      if (++entries > limits.archiveEntries()) {
        throw bomb("it has too many entries");
      }
      drain(zip, depth);
    }
  }

  private void count(InputStream in) throws IOException {
    int read = in.read(buffer);
    while (read >= 0) {
      unpacked += read;
      boolean isMuch = unpacked > SMALL && unpacked / Math.max(1, packed) > limits.archiveRatio();
      if (isMuch || unpacked > limits.archiveSize().toBytes()) {
        throw bomb("it unpacks to too much");
      }
      read = in.read(buffer);
    }
  }

  private static Optional<String> openDocument(String name, String content) {
    return name.equals("mimetype") && content.startsWith(OPEN_DOCUMENT)
        ? Optional.of(content.strip())
        : Optional.empty();
  }

  private static boolean isZip(byte[] head) {
    return head.length >= Integer.BYTES
        && (head[0] << 24 | head[1] << 16 | head[2] << 8 | head[3]) == ZIP_MAGIC;
  }

  private static RefusedException unreadable(ZipException e) {
    String why = String.valueOf(e.getMessage());
    return why.contains("encrypt")
        ? new RefusedException("encrypted_archive", "it cannot be looked into")
        : new RefusedException("broken", "it is no whole archive");
  }

  private static RefusedException bomb(String why) {
    return new RefusedException("archive_bomb", why);
  }
}
