package dev.parley.message.change;

import dev.parley.common.id.UserId;
import dev.parley.message.access.ReadWindow;

/// Who changes a message, and what is known of them in its conversation.
///
/// @param admin whether they are an admin of the conversation, or the suite itself
/// @param window what they may read of it: the rest does not exist for them
public record Actor(UserId id, boolean admin, ReadWindow window) {

  /// The suite itself: when a user is erased, or media is ready.
  public static final Actor SUITE = new Actor(UserId.SYSTEM, true, ReadWindow.ALL);

  boolean isSuite() {
    return id.equals(UserId.SYSTEM);
  }
}
