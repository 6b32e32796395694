package dev.parley.conversation.participant;

import dev.parley.common.id.UserId;
import dev.parley.common.json.Text;
import dev.parley.common.problem.FieldErrors;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads lists of user ids that others wrote.
public final class ParticipantIds {

  private static final String FIELD = "participant_ids";
  private static final int MAX_ERRORS = 20;

  /// `system` is the suite itself, and `@all` in a mention is everybody.
  private static final Set<String> RESERVED = Set.of(UserId.SYSTEM.value(), "@all");

  private ParticipantIds() {}

  /// @return the valid ones, each once, in their order
  public static Set<UserId> read(
      @Nullable List<? extends @Nullable String> ids, FieldErrors errors) {
    Set<UserId> users = new LinkedHashSet<>();
    if (ids == null) {
      errors.add(FIELD, "required");
      return users;
    }
    if (ids.size() > Participants.MAX) {
      errors.add(FIELD, "too_many");
      return users;
    }
    int wrong = 0;
    for (int i = 0; i < ids.size() && wrong < MAX_ERRORS; i++) {
      String id = ids.get(i);
      if (isUser(id)) {
        users.add(new UserId(id));
      } else {
        errors.add(FIELD + "[" + i + "]", "invalid");
        wrong++;
      }
    }
    return users;
  }

  /// Whether it can name a user.
  public static boolean isUser(@Nullable String id) {
    return id != null && Text.isStorable(id) && UserId.isValid(id) && !RESERVED.contains(id);
  }
}
