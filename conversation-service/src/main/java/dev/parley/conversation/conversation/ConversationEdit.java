package dev.parley.conversation.conversation;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What shall change of a conversation; what is not set stays.
///
/// @param metadata JSON
/// @param state null to keep it
/// @param history null to keep it
record ConversationEdit(
    Setting name,
    Setting avatarUrl,
    Setting metadata,
    @Nullable ConversationState state,
    @Nullable History history) {

  /// @param given false to keep what is there
  /// @param value null clears it
  record Setting(boolean given, @Nullable String value) {

    static final Setting KEEP = new Setting(false, null);

    boolean changes(@Nullable String current) {
      return given && !Objects.equals(value, current);
    }
  }

  boolean setsMoreThanState() {
    return name.given() || avatarUrl.given() || metadata.given() || history != null;
  }
}
