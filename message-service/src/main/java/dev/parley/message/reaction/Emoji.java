package dev.parley.message.reaction;

import dev.parley.common.problem.ValidationException;
import java.text.Normalizer;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One emoji in its normal form, so that those which look the same are the same: NFC, and the
/// presentation selector where the character alone would be shown as text, and nowhere else.
///
/// Source: Unicode Technical Standard #51, sections 1.4.9 (the grammar of emoji sequences) and 2.8
/// (fully-qualified sequences, whose selectors this keeps to).
public record Emoji(String text) {

  /// The longest that Unicode recommends has 10 code points, and 16 in flags with tags.
  private static final int MAX_CODE_POINTS = 24;

  /// As it is given, selectors and all.
  static final int MAX_LENGTH = 2 * MAX_CODE_POINTS;

  private static final int VARIATION_TEXT = 0xFE0E;
  private static final int VARIATION_EMOJI = 0xFE0F;
  private static final int KEYCAP = 0x20E3;
  private static final int JOINER = 0x200D;
  private static final int BLACK_FLAG = 0x1F3F4;
  private static final int TAG_DIGIT_0 = 0xE0030;
  private static final int TAG_Z = 0xE007A;
  private static final int TAG_END = 0xE007F;

  /// @throws ValidationException `validation_failed` when the text is no single emoji
  public static Emoji of(@Nullable String text) {
    if (text == null || text.isEmpty()) {
      throw new ValidationException("emoji", "required");
    }
    return find(text).orElseThrow(() -> new ValidationException("emoji", "invalid"));
  }

  static Optional<Emoji> find(String text) {
    if (text.length() > MAX_LENGTH) {
      return Optional.empty();
    }
    int[] points =
        Normalizer.normalize(text, Normalizer.Form.NFC)
            .codePoints()
            .filter(p -> p != VARIATION_EMOJI && p != VARIATION_TEXT)
            .toArray();
    return points.length == 0 || points.length > MAX_CODE_POINTS
        ? Optional.empty()
        : Optional.ofNullable(new Reader(points).sequence()).map(Emoji::new);
  }

  /// Reads the grammar, selectors left out, and writes the normal form as it goes.
  private static final class Reader {

    private final int[] points;
    private final StringBuilder normal = new StringBuilder();
    private int at;

    Reader(int[] points) {
      this.points = points;
    }

    /// The normal form; null where it is no single emoji.
    @Nullable String sequence() {
      boolean complete;
      if (points[0] == BLACK_FLAG && isTag(peek(1))) {
        complete = taggedFlag();
      } else if (Regions.isIndicator(points[0])) {
        complete = flag();
      } else {
        complete = isKeycap() ? keycap() : joined();
      }
      return complete && at == points.length ? normal.toString() : null;
    }

    private boolean joined() {
      if (!element()) {
        return false;
      }
      while (peek(0) == JOINER) {
        take();
        if (!element()) {
          return false;
        }
      }
      return true;
    }

    private boolean element() {
      int point = peek(0);
      if (point < 0 || !isPictograph(point)) {
        return false;
      }
      take();
      if (Character.isEmojiModifierBase(point) && Character.isEmojiModifier(Math.max(0, peek(0)))) {
        take();
      } else if (!Character.isEmojiPresentation(point)) {
        normal.appendCodePoint(VARIATION_EMOJI);
      }
      return true;
    }

    private boolean flag() {
      int second = peek(1);
      if (second < 0 || !Regions.isFlag(points[0], second)) {
        return false;
      }
      take();
      take();
      return true;
    }

    private boolean isKeycap() {
      int key = points[0];
      return peek(1) == KEYCAP && (key == '#' || key == '*' || (key >= '0' && key <= '9'));
    }

    private boolean keycap() {
      take();
      normal.appendCodePoint(VARIATION_EMOJI);
      take();
      return true;
    }

    /// The flag of a part of a country.
    private boolean taggedFlag() {
      take();
      while (isTag(peek(0))) {
        take();
      }
      if (peek(0) != TAG_END) {
        return false;
      }
      take();
      return true;
    }

    private static boolean isPictograph(int point) {
      return Character.isEmoji(point) && Character.isExtendedPictographic(point);
    }

    private static boolean isTag(int point) {
      return point >= TAG_DIGIT_0 && point <= TAG_Z;
    }

    private int peek(int ahead) {
      return at + ahead < points.length ? points[at + ahead] : -1;
    }

    private void take() {
      normal.appendCodePoint(points[at++]);
    }
  }
}
