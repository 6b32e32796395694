package dev.parley.conversation.conversation;

import dev.parley.common.event.ConversationBody;
import dev.parley.common.id.ConversationId;
import dev.parley.conversation.participant.Role;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// A conversation as one of its participants sees it, or one who was: the latter sees it as it was
/// then, without its participants.
///
/// @param history what those who join later may read
/// @param metadata an object, at most 4 KiB
/// @param participants the first 50, in byte order of their ids
public record ConversationView(
    ConversationId id,
    ConversationType type,
    @Nullable String name,
    @Nullable String avatarUrl,
    ConversationBody.@Nullable Context context,
    ConversationState state,
    History history,
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
  /// @param fromSeq the caller may read the messages after this one
  /// @param leftSeq and, having left, up to this one; absent for a participant
  /// @param leftAt when they left or were taken out; absent for a participant
  public record Me(
      Role role,
      long readSeq,
      long deliveredSeq,
      long unreadCount,
      long mentionCount,
      @Nullable Instant mutedUntil,
      boolean pinned,
      boolean archived,
      long fromSeq,
      @Nullable Long leftSeq,
      @Nullable Instant leftAt) {}

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
        summary.history(),
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
