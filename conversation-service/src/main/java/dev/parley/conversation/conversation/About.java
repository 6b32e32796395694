package dev.parley.conversation.conversation;

import dev.parley.common.event.ConversationBody;
import org.jspecify.annotations.Nullable;

/// What a conversation is about, and on whose word.
///
/// @param byPlatform whether the platform says so, by an event or with a token of its own; else a
///   user does, of whom nobody knows whether it is true
public record About(ConversationBody.Context context, boolean byPlatform) {

  public static About asPlatformSays(ConversationBody.Context context) {
    return new About(context, true);
  }

  static @Nullable About of(@Nullable String type, @Nullable String id, boolean byPlatform) {
    return type == null || id == null
        ? null
        : new About(new ConversationBody.Context(type, id), byPlatform);
  }
}
