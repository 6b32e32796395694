package dev.parley.conversation.announcement;

import dev.parley.common.id.UserId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Something that happened to a conversation and that those in it shall see between its messages.
///
/// @param actor who did it; null for the suite itself
/// @param users who it was done to
/// @param value what it is now, such as a name or a state
public record Happening(
    Kind kind, @Nullable UserId actor, List<UserId> users, @Nullable String value) {

  /// The wire name is the `event` of the message's metadata, by which a client says it in its
  /// user's language.
  public enum Kind {
    PARTICIPANTS_ADDED("%s added %s"),
    PARTICIPANTS_REMOVED("%s removed %s"),
    PARTICIPANT_LEFT("%2$s left"),
    ADMIN_NAMED("%s made %s an admin"),
    ADMIN_INHERITED("%2$s is now an admin"),
    ADMIN_DISMISSED("%2$s is no longer an admin"),
    RENAMED("%s named the group “%s”"),
    NAME_REMOVED("%s removed the group's name"),
    AVATAR_CHANGED("%s changed the group's picture"),
    STATE_CHANGED("%s %s the conversation"),
    HISTORY_CHANGED("%s changed what new participants may read"),
    USER_DELETED("A participant has deleted their account");

    private final String text;

    Kind(String text) {
      this.text = text;
    }

    String text() {
      return text;
    }
  }

  public static Happening of(Kind kind, UserId actor, @Nullable String value) {
    return new Happening(kind, actor, List.of(), value);
  }

  public static Happening to(Kind kind, @Nullable UserId actor, List<UserId> users) {
    return new Happening(kind, actor, users, null);
  }
}
