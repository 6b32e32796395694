package dev.parley.message.sending;

import dev.parley.common.event.MessageBody;
import dev.parley.common.event.MessageType;
import dev.parley.common.id.ConversationId;
import dev.parley.common.id.MediaId;
import dev.parley.common.id.MessageId;
import dev.parley.common.id.UserId;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// A send that keeps the contract. What it refers to (conversation, media, answered message) is not
/// looked up yet.
///
/// @param conversationId where to; null when `recipientId` says whom to
/// @param origin set where it forwards a message
record SendCommand(
    UserId sender,
    @Nullable String senderName,
    MessageId id,
    @Nullable ConversationId conversationId,
    @Nullable UserId recipientId,
    MessageType type,
    @Nullable String content,
    List<MediaId> mediaIds,
    MessageBody.@Nullable Location location,
    @Nullable MessageId replyTo,
    @Nullable MessageId threadRoot,
    List<String> mentions,
    @Nullable JsonNode metadata,
    Forward.@Nullable Origin origin) {

  /// The same send, in the conversation that was found for its recipient.
  SendCommand in(ConversationId conversation) {
    return new SendCommand(
        sender,
        senderName,
        id,
        conversation,
        null,
        type,
        content,
        mediaIds,
        location,
        replyTo,
        threadRoot,
        mentions,
        metadata,
        origin);
  }

  /// Whether it refers to nothing that must be looked up.
  boolean isPlain() {
    return mediaIds.isEmpty()
        && location == null
        && replyTo == null
        && threadRoot == null
        && mentions.isEmpty()
        && metadata == null
        && origin == null;
  }

  /// Whether it names the other message, as the answered one or as its thread.
  boolean namesMessage(MessageId other) {
    return other.equals(replyTo) || other.equals(threadRoot);
  }

  /// @throws NullPointerException while only the recipient is known
  ConversationId destination() {
    return Objects.requireNonNull(conversationId);
  }
}
