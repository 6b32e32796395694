package dev.parley.common.event;

import dev.parley.common.id.ConversationId;
import dev.parley.common.id.MessageId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// A conversation's whole state, as `conversation.created` and `conversation.updated` carry it.
///
/// @param type `direct` or `group`
/// @param contextByPlatform whether the platform itself has said that it is about that; absent
///   without a context
/// @param state `open`, `read_only` or `archived`
/// @param history `all` or `since_joining`: what of it those who join later may read; in the second
///   case `lastMessage` is left out, as not everyone may see it
/// @param metadata an object, at most 4 KiB
/// @param version grows with each change of the conversation or its membership
/// @param participants all of them up to 1 000, where the event stays within 800 000 bytes with
///   them; else only those of the change
/// @param participantsComplete whether `participants` is all of them
/// @param blockedBy for a direct conversation: who has blocked the other side
/// @param change on `conversation.updated` only: what happened, such as `participants_added`; with
///   `deleted` the group is gone for everyone, and nothing comes after the last of these events
/// @param added the users that the change brought in
/// @param removed the users that the change took out; with `deleted` also those who were out
///   before, and may not read any more what they could
public record ConversationBody(
    ConversationId id,
    String type,
    @Nullable String name,
    @Nullable String avatarUrl,
    @Nullable Context context,
    @Nullable Boolean contextByPlatform,
    String state,
    String history,
    @Nullable JsonNode metadata,
    @Nullable String createdBy,
    Instant createdAt,
    Instant updatedAt,
    long version,
    long lastSeq,
    long rev,
    @Nullable Instant lastMessageAt,
    @Nullable LastMessage lastMessage,
    int participantCount,
    List<Participant> participants,
    boolean participantsComplete,
    List<String> blockedBy,
    @Nullable String change,
    @Nullable List<String> added,
    @Nullable List<String> removed)
    implements EventBody {

  /// What the conversation is about on the platform.
  public record Context(String type, String id) {}

  /// @param preview at most 140 characters
  public record LastMessage(
      MessageId id,
      long seq,
      String senderId,
      MessageType type,
      @Nullable String preview,
      Instant createdAt) {}

  /// @param profileVersion of the name and the picture: of two that are told the higher one holds,
  ///   as against `profile.updated`; absent for a user of whom nothing is known, or who is told
  ///   without them
  /// @param role `admin` or `member`
  /// @param joinedSeq the conversation's last seq when the user joined
  public record Participant(
      String userId,
      @Nullable String name,
      @Nullable String avatarUrl,
      @Nullable Long profileVersion,
      String role,
      Instant joinedAt,
      long joinedSeq,
      long readSeq,
      long deliveredSeq) {}

  @Override
  public String topic() {
    return change == null ? Topics.CONVERSATION_CREATED : Topics.CONVERSATION_UPDATED;
  }

  @Override
  public String partitionKey() {
    return id.toString();
  }

  @Override
  public Map<String, String> extensions() {
    return Map.of(Extensions.VERSION, Long.toString(version));
  }
}
