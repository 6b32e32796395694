package dev.parley.message.access;

import dev.parley.common.id.UserId;
import dev.parley.common.problem.ValidationException;
import java.util.List;

/// Who may be called on.
public final class Mentions {

  /// Everyone in the conversation.
  public static final String EVERYONE = "@all";

  private Mentions() {}

  /// @throws ValidationException `forbidden` where one who is no admin of a group mentions all
  public static void requireAllowed(List<String> mentions, WriteAccess access, UserId user) {
    if (mentions.contains(EVERYONE) && !access.isAdmin(user)) {
      throw new ValidationException("mentions", "forbidden");
    }
  }
}
