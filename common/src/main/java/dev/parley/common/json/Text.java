package dev.parley.common.json;

/// What a text may hold so that every part of the suite can keep it.
public final class Text {

  private Text() {}

  /// Whether PostgreSQL's `text` and UTF-8 can keep it: no NUL, no lone surrogate.
  public static boolean isStorable(CharSequence text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == 0) {
        return false;
      }
      if (Character.isSurrogate(c)) {
        boolean pair =
            Character.isHighSurrogate(c)
                && i + 1 < text.length()
                && Character.isLowSurrogate(text.charAt(i + 1));
        if (!pair) {
          return false;
        }
        i++;
      }
    }
    return true;
  }

  /// Whether it shows nothing: only blanks and characters that shape others (Unicode's category Cf,
  /// such as the zero-width space and joiner). An emoji joined of several is none, as it has what
  /// is joined.
  public static boolean isBlank(CharSequence text) {
    return text.codePoints().allMatch(Text::showsNothing);
  }

  private static boolean showsNothing(int character) {
    return Character.isWhitespace(character)
        || Character.isSpaceChar(character)
        || Character.getType(character) == Character.FORMAT;
  }

  /// The first characters of a text, never half a surrogate pair, with `…` where something was cut.
  ///
  /// @param maxLength characters, 1 or more, the ellipsis counted
  public static String shorten(String text, int maxLength) {
    if (text.codePointCount(0, text.length()) <= maxLength) {
      return text;
    }
    return text.substring(0, text.offsetByCodePoints(0, maxLength - 1)) + "…";
  }
}
