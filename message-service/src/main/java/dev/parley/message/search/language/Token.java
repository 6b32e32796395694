package dev.parley.message.search.language;

/// A piece of a text that can be searched for.
///
/// @param start where it begins in the text, in UTF-16 code units
/// @param end where it ends, exclusive
/// @param lower in lower case, compatibility forms resolved: what stemmers take
/// @param exact as `lower`, without accents where they are only that
/// @param joined whether it follows the one before directly, both in a script without spaces
record Token(int start, int end, String lower, String exact, Kind kind, boolean joined) {

  enum Kind {
    WORD,
    /// One character of a script that puts no spaces between words.
    CHARACTER,
    EMOJI
  }

  boolean isWord() {
    return kind == Kind.WORD;
  }

  boolean isCharacter() {
    return kind == Kind.CHARACTER;
  }

  boolean looksLike(Token other) {
    return kind == other.kind && exact.equals(other.exact);
  }
}
