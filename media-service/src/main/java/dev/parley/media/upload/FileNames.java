package dev.parley.media.upload;

import dev.parley.common.problem.ValidationException;
import org.jspecify.annotations.Nullable;

/// Makes what a client calls its file fit to be shown: never a path, nothing that a screen hides or
/// that turns its text around.
///
/// Source: RFC 7578, section 4.2; Unicode UAX #9, section 2 for the marks of direction.
public final class FileNames {

  static final int MAX_LENGTH = 255;

  /// What is longer than this after a dot is no extension.
  private static final int MAX_EXTENSION = 16;

  private FileNames() {}

  /// @return at most 255 characters, or null when nothing is left to show
  /// @throws ValidationException `validation_failed` for a NUL, which only an attack has
  public static @Nullable String forDisplay(@Nullable String claimed) {
    if (claimed == null) {
      return null;
    }
    if (claimed.indexOf('\0') >= 0) {
      throw new ValidationException("file_name", "invalid_character");
    }
    String shown = visible(lastSegment(claimed)).strip();
    boolean isDots = shown.chars().allMatch(c -> c == '.');
    return shown.isEmpty() || isDots ? null : shorten(shown);
  }

  private static String lastSegment(String path) {
    return path.substring(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
  }

  private static String visible(String name) {
    StringBuilder visible = new StringBuilder();
    name.codePoints().filter(FileNames::isVisible).forEach(visible::appendCodePoint);
    return visible.toString();
  }

  private static boolean isVisible(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE ->
          false;
      case Character.FORMAT -> isJoiner(c);
      default -> true;
    };
  }

  /// Scripts and emoji need these two.
  private static boolean isJoiner(int c) {
    return c == 0x200c || c == 0x200d;
  }

  private static String shorten(String name) {
    int length = name.codePointCount(0, name.length());
    if (length <= MAX_LENGTH) {
      return name;
    }
    int dot = name.lastIndexOf('.');
    String extension = dot > 0 && name.length() - dot <= MAX_EXTENSION ? name.substring(dot) : "";
    int kept = MAX_LENGTH - extension.codePointCount(0, extension.length());
    return name.substring(0, name.offsetByCodePoints(0, kept)) + extension;
  }
}
