package dev.parley.message.search.language;

import java.lang.Character.UnicodeScript;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/// Cuts a text into what can be searched for: words, single characters of the scripts that write
/// without spaces, emoji. The same cuts are made of messages and of queries, so it is only
/// consistency that counts.
final class Tokens {

  /// Written without spaces, or, as Korean, with particles tied to the words.
  private static final Set<UnicodeScript> SPACELESS =
      EnumSet.of(
          UnicodeScript.HAN,
          UnicodeScript.HIRAGANA,
          UnicodeScript.KATAKANA,
          UnicodeScript.HANGUL,
          UnicodeScript.THAI,
          UnicodeScript.LAO,
          UnicodeScript.KHMER,
          UnicodeScript.MYANMAR);

  private static final int FIRST_SPACELESS = 0x0E00;
  private static final int LONG_VOWEL = 0x30FC;

  private final String text;
  private final List<Token> tokens = new ArrayList<>();

  private Tokens(String text) {
    this.text = text;
  }

  static List<Token> of(String text) {
    Tokens cut = new Tokens(text);
    int at = 0;
    while (at < text.length()) {
      at = cut.next(at);
    }
    return cut.tokens;
  }

  private int next(int at) {
    int c = text.codePointAt(at);
    int after = at + Character.charCount(c);
    if (isSpaceless(c)) {
      add(at, after, Token.Kind.CHARACTER);
    } else if (Character.isLetterOrDigit(c)) {
      after = endOfWord(after);
      add(at, after, Token.Kind.WORD);
    } else if (Character.isExtendedPictographic(c)) {
      add(at, after, Token.Kind.EMOJI);
    }
    return after;
  }

  private int endOfWord(int from) {
    int at = from;
    while (at < text.length()) {
      int c = text.codePointAt(at);
      boolean inside = Character.isLetterOrDigit(c) && !isSpaceless(c);
      if (!inside && !Folding.isMark(c)) {
        return at;
      }
      at += Character.charCount(c);
    }
    return at;
  }

  private void add(int start, int end, Token.Kind kind) {
    String piece = text.substring(start, end);
    String lower = kind == Token.Kind.EMOJI ? piece : Folding.lower(piece);
    String exact = kind == Token.Kind.WORD ? Folding.withoutAccents(lower) : lower;
    if (exact.isEmpty()) {
      return;
    }
    boolean joined =
        kind == Token.Kind.CHARACTER
            && !tokens.isEmpty()
            && tokens.getLast().isCharacter()
            && tokens.getLast().end() == start;
    tokens.add(new Token(start, end, lower, exact, kind, joined));
  }

  private static boolean isSpaceless(int c) {
    if (c < FIRST_SPACELESS) {
      return false;
    }
    boolean written = Character.isLetterOrDigit(c) || Folding.isMark(c);
    return c == LONG_VOWEL || (written && SPACELESS.contains(UnicodeScript.of(c)));
  }
}
