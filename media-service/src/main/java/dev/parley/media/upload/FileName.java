package dev.parley.media.upload;

import dev.parley.common.json.Text;
import dev.parley.common.problem.ValidationException;
import org.jspecify.annotations.Nullable;

/// The label that a sender gave a file. It is shown and offered when the file is saved; no path and
/// no type is ever made of it.
final class FileName {

  private static final int MAX_LENGTH = 255;

  private FileName() {}

  /// @return the last part of a path, or null where nothing is left
  /// @throws ValidationException when it has a character that text cannot hold
  static @Nullable String of(@Nullable String given) {
    if (given == null) {
      return null;
    }
    if (!Text.isStorable(given)) {
      throw new ValidationException("file", "invalid_character");
    }
    String last = given.substring(Math.max(given.lastIndexOf('/'), given.lastIndexOf('\\')) + 1);
    StringBuilder plain = new StringBuilder();
    last.codePoints().filter(FileName::isVisible).limit(MAX_LENGTH).forEach(plain::appendCodePoint);
    String name = plain.toString().strip();
    return name.isEmpty() ? null : name;
  }

  /// Control and formatting characters can make a name look like another.
  private static boolean isVisible(int character) {
    int type = Character.getType(character);
    return type != Character.CONTROL && type != Character.FORMAT;
  }
}
