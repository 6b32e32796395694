package dev.parley.media.detection;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/// Finds files that are two things at once: an image for us, and a page, an archive or a program
/// for whoever is led to open it otherwise.
///
/// Source: APPNOTE 6.3.10, section 4.3.16, for where readers look for an archive; ISO 32000-2,
/// annex I, for how far into a file they look for a PDF.
final class Polyglots {

  private static final int HEAD = 4096;
  private static final int PDF_WITHIN = 1024;
  private static final int ZIP_END = 22;
  private static final int ZIP_COMMENT = 0xffff;
  private static final int COMMENT_LENGTH_AT = 20;
  private static final String ZIP_SIGNATURE = "PK\5\6";
  private static final List<String> PAGES =
      List.of("<script", "<html", "<!doctype html", "<svg", "<?php", "<iframe", "javascript:");
  private static final List<String> PROGRAMS = List.of("MZ", "\177ELF", "#!/");

  private Polyglots() {}

  /// @param type what the file is taken for
  /// @throws RefusedException `polyglot`
  static void refuse(Path file, String type, boolean isArchive) throws IOException {
    try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
      String head = read(in, 0, HEAD);
      if (MediaKind.of(type) != MediaKind.DOCUMENT) {
        refuseIf(holdsPage(head), "a page begins within it");
      }
      String start = head.substring(0, Math.min(head.length(), PDF_WITHIN));
      refuseIf(!type.equals("application/pdf") && start.contains("%PDF-"), "a PDF is within it");
      refuseIf(!isArchive && endsAsArchive(in), "an archive is within it");
    }
  }

  /// @param end where the image is over; what follows is looked at for a beginning of its own
  static void refuseTail(Path file, long end) throws IOException {
    try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
      String tail = read(in, end, HEAD);
      refuseIf(holdsPage(tail), "a page follows it");
      refuseIf(PROGRAMS.stream().anyMatch(tail::startsWith), "a program follows it");
      refuseIf(tail.startsWith("%PDF-") || tail.startsWith("PK\3\4"), "a document follows it");
    }
  }

  private static boolean holdsPage(String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    return PAGES.stream().anyMatch(lower::contains);
  }

  private static boolean endsAsArchive(RandomAccessFile in) throws IOException {
    long length = in.length();
    int size = (int) Math.min(length, ZIP_END + ZIP_COMMENT);
    String end = read(in, length - size, size);
    int at = end.lastIndexOf(ZIP_SIGNATURE);
    while (at >= 0) {
      if (at + ZIP_END <= size) {
        int comment =
            end.charAt(at + COMMENT_LENGTH_AT) | end.charAt(at + COMMENT_LENGTH_AT + 1) << 8;
        if (at + ZIP_END + comment <= size) {
          return true;
        }
      }
      at = at == 0 ? -1 : end.lastIndexOf(ZIP_SIGNATURE, at - 1);
    }
    return false;
  }

  private static String read(RandomAccessFile in, long from, int atMost) throws IOException {
    in.seek(from);
    byte[] bytes = new byte[(int) Math.min(atMost, Math.max(0, in.length() - from))];
    in.readFully(bytes);
    return new String(bytes, ISO_8859_1);
  }

  private static void refuseIf(boolean isSo, String why) {
    if (isSo) {
      throw new RefusedException("polyglot", why);
    }
  }
}
