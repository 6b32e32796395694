package dev.parley.conversation.platform;

import dev.parley.common.id.UserId;
import dev.parley.common.json.Text;
import dev.parley.common.kafka.MalformedEventException;
import dev.parley.common.problem.FieldErrors;
import dev.parley.common.problem.ValidationException;
import dev.parley.conversation.participant.ParticipantIds;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Checks events that somebody else writes: any field may be missing.
public final class PlatformEvents {

  private static final int MAX_TEXT = 16_000;

  private PlatformEvents() {}

  /// @throws MalformedEventException with the fields that are wrong, if any is
  public static void refuse(FieldErrors errors) {
    try {
      errors.throwIfAny();
    } catch (ValidationException e) {
      throw new MalformedEventException(e.detail(), e);
    }
  }

  /// The users that an event names, each once.
  ///
  /// @param max at most so many; at least two
  public static Set<UserId> users(
      @Nullable List<? extends @Nullable String> ids, int max, FieldErrors errors) {
    FieldErrors own = new FieldErrors();
    Set<UserId> users = ParticipantIds.read(ids, own);
    boolean distinct = own.isEmpty() && ids != null && users.size() == ids.size();
    errors.rejectIf(
        !distinct || users.size() < 2 || users.size() > max, "participant_ids", "invalid");
    return users;
  }

  public static void checkText(@Nullable String text, String field, FieldErrors errors) {
    checkToken(text, field, MAX_TEXT, errors);
  }

  /// A text that must be there and can be stored.
  ///
  /// @param max characters
  public static void checkToken(@Nullable String text, String field, int max, FieldErrors errors) {
    if (text == null || Text.isBlank(text)) {
      errors.add(field, "required");
    } else {
      errors.rejectIf(text.codePointCount(0, text.length()) > max, field, "too_long");
      errors.rejectIf(!Text.isStorable(text), field, "invalid_character");
    }
  }
}
