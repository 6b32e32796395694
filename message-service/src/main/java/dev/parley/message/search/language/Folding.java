package dev.parley.message.search.language;

import java.lang.Character.UnicodeScript;
import java.text.Normalizer;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// Brings spellings together that people take for the same.
final class Folding {

  private static final int LONGEST = 64;
  private static final int FIRST_NON_ASCII = 0x80;

  /// Where a mark is an accent, which those who search leave out. Elsewhere it is a vowel.
  private static final Set<UnicodeScript> ACCENTED =
      EnumSet.of(
          UnicodeScript.LATIN,
          UnicodeScript.GREEK,
          UnicodeScript.CYRILLIC,
          UnicodeScript.ARABIC,
          UnicodeScript.HEBREW);

  /// Letters that no decomposition takes apart.
  private static final Map<Integer, String> LETTERS =
      Map.ofEntries(
          Map.entry((int) 'ß', "ss"),
          Map.entry((int) 'æ', "ae"),
          Map.entry((int) 'œ', "oe"),
          Map.entry((int) 'ø', "o"),
          Map.entry((int) 'đ', "d"),
          Map.entry((int) 'ð', "d"),
          Map.entry((int) 'þ', "th"),
          Map.entry((int) 'ł', "l"),
          Map.entry((int) 'ħ', "h"),
          Map.entry((int) 'ı', "i"));

  private Folding() {}

  static boolean isMark(int c) {
    return switch (Character.getType(c)) {
      case Character.NON_SPACING_MARK, Character.COMBINING_SPACING_MARK, Character.ENCLOSING_MARK ->
          true;
      default -> false;
    };
  }

  /// In lower case, compatibility forms resolved (full-width letters, ligatures), at most 64
  /// characters, and of those only what words are made of.
  static String lower(String word) {
    if (isAscii(word)) {
      return cut(word.toLowerCase(Locale.ROOT));
    }
    String plain = Normalizer.normalize(word, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
    StringBuilder kept = new StringBuilder(plain.length());
    plain
        .codePoints()
        .filter(c -> Character.isLetterOrDigit(c) || isMark(c))
        .forEach(kept::appendCodePoint);
    return cut(kept.toString());
  }

  /// @param lower as [#lower] gives it, or a stem of that
  static String withoutAccents(String lower) {
    if (isAscii(lower)) {
      return lower;
    }
    StringBuilder bare = new StringBuilder(lower.length());
    lower.codePoints().forEach(c -> appendBare(bare, c));
    return cut(bare.toString());
  }

  private static void appendBare(StringBuilder bare, int c) {
    String letters = LETTERS.get(c);
    if (letters != null) {
      bare.append(letters);
    } else if (isMark(c)) {
      // A mark of its own belongs to the letter before it.
      if (bare.isEmpty() || !isAccented(bare.codePointBefore(bare.length()))) {
        bare.appendCodePoint(c);
      }
    } else if (c < FIRST_NON_ASCII || !isAccented(c)) {
      bare.appendCodePoint(c);
    } else {
      Normalizer.normalize(Character.toString(c), Normalizer.Form.NFD)
          .codePoints()
          .filter(part -> !isMark(part))
          .forEach(bare::appendCodePoint);
    }
  }

  private static boolean isAccented(int c) {
    return ACCENTED.contains(UnicodeScript.of(c));
  }

  private static boolean isAscii(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) >= FIRST_NON_ASCII) {
        return false;
      }
    }
    return true;
  }

  private static String cut(String text) {
    return text.length() <= LONGEST || text.codePointCount(0, text.length()) <= LONGEST
        ? text
        : text.substring(0, text.offsetByCodePoints(0, LONGEST));
  }
}
