package dev.parley.media.download;

import static java.nio.charset.StandardCharsets.UTF_8;

/// The header that names a file, and says whether it is shown or saved.
///
/// Source: RFC 6266, section 4 and appendix D; RFC 8187, section 3.2.
final class ContentDispositions {

  private static final String PLAIN_BESIDES_LETTERS = " -_.()";
  private static final String ENCODED_BESIDES_LETTERS = "!#$&+-.^_`|~";

  private ContentDispositions() {}

  /// What a browser shows in place.
  ///
  /// @param fileName any text
  static String inline(String fileName) {
    return named("inline", fileName);
  }

  /// What a browser saves and does not open.
  ///
  /// @param fileName any text
  static String attachment(String fileName) {
    return named("attachment", fileName);
  }

  private static String named(String kind, String fileName) {
    return "%s; filename=\"%s\"; filename*=UTF-8''%s"
        .formatted(kind, plain(fileName), encoded(fileName));
  }

  /// For readers that know nothing but ASCII.
  private static String plain(String fileName) {
    StringBuilder plain = new StringBuilder();
    fileName
        .codePoints()
        .map(c -> isLetterOrDigit(c) || PLAIN_BESIDES_LETTERS.indexOf(c) >= 0 ? c : '_')
        .forEach(plain::appendCodePoint);
    return plain.toString();
  }

  private static String encoded(String fileName) {
    StringBuilder encoded = new StringBuilder();
    for (byte b : fileName.getBytes(UTF_8)) {
      int c = b & 0xff;
      if (isLetterOrDigit(c) || ENCODED_BESIDES_LETTERS.indexOf(c) >= 0) {
        encoded.append((char) c);
      } else {
        encoded.append("%%%02X".formatted(c));
      }
    }
    return encoded.toString();
  }

  private static boolean isLetterOrDigit(int c) {
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
  }
}
