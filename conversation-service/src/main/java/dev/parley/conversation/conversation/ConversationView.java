package dev.parley.conversation.conversation;

import dev.parley.common.event.ConversationBody;
import dev.parley.common.id.ConversationId;
import dev.parley.conversation.participant.Role;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// A conversation as one of its participants sees it.
///
/// @param metadata an object, at most 4 KiB
/// @param participants the first 50, in byte order of their ids
public record ConversationView(
    ConversationId id,
    ConversationType type,
    @Nullable String name,
    @Nullable String avatarUrl,
    ConversationBody.@Nullable Context context,
    ConversationState state,
    @Nullable JsonNode metadata,
    @Nullable String createdBy,
    Instant createdAt,
    Instant updatedAt,
    long version,
    long lastSeq,
    long rev,
    @Nullable Instant lastMessageAt,
    ConversationBody.@Nullable LastMessage lastMessage,
    int participantCount,
    List<ConversationBody.Participant> participants,
    Me me) {

  public static final int SHOWN_PARTICIPANTS = 50;

  /// The caller's own side of it.
  ///
  /// @param archived whether the caller has put it away and nothing was sent since
  public record Me(
      Role role,
      long readSeq,
      long deliveredSeq,
      long unreadCount,
      long mentionCount,
      @Nullable Instant mutedUntil,
      boolean pinned,
      boolean archived) {}

  static ConversationView of(
      ConversationSummary summary,
      Newest newest,
      List<ConversationBody.Participant> participants,
      Me me) {
    return new ConversationView(
        summary.id(),
        summary.type(),
        summary.name(),
        summary.avatarUrl(),
        summary.context(),
        summary.state(),
        summary.metadataNode(),
        summary.createdBy(),
        summary.createdAt(),
        summary.updatedAt(),
        summary.version(),
        newest.lastSeq(),
        newest.rev(),
        newest.at(),
        newest.message(),
        summary.participantCount(),
        participants,
        me);
  }
}
