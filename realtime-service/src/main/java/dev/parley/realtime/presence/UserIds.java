package dev.parley.realtime.presence;

import dev.parley.common.id.UserId;
import dev.parley.common.json.Text;
import dev.parley.common.problem.ValidationException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The users that a client asks about.
final class UserIds {

  private UserIds() {}

  /// Each once.
  ///
  /// @throws ValidationException when there are none, too many, or one is no user id
  static List<String> of(@Nullable List<String> asked) {
    if (asked == null || asked.isEmpty()) {
      throw new ValidationException("user_ids", "required");
    }
    if (asked.size() > Watchers.MAX_WATCHED) {
      throw new ValidationException("user_ids", "too_many");
    }
    if (!asked.stream().allMatch(user -> UserId.isValid(user) && Text.isStorable(user))) {
      throw new ValidationException("user_ids", "invalid");
    }
    return asked.stream().distinct().toList();
  }
}
