package dev.parley.message.sending;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// A send as a client writes it, over REST or a socket; nothing in it is checked yet.
///
/// @param id a UUID: the send's idempotency key; the service makes one where it is missing
/// @param conversationId where to; or
/// @param recipientId whom to, in the direct conversation with them
/// @param replyTo the answered message's id, or an object with it
public record SendPayload(
    @Nullable String id,
    @Nullable String conversationId,
    @Nullable String recipientId,
    @Nullable String type,
    @Nullable String content,
    @Nullable List<@Nullable AttachmentPayload> attachments,
    @Nullable LocationPayload location,
    @Nullable JsonNode replyTo,
    @Nullable String threadRoot,
    @Nullable List<@Nullable String> mentions,
    @Nullable JsonNode metadata) {

  public record AttachmentPayload(@Nullable String mediaId) {}

  /// @param lat degrees
  /// @param lng degrees
  public record LocationPayload(
      @Nullable Double lat, @Nullable Double lng, @Nullable String label) {}

  /// The same send, to the conversation that the request's path names.
  SendPayload to(String pathConversationId) {
    return new SendPayload(
        id,
        pathConversationId,
        null,
        type,
        content,
        attachments,
        location,
        replyTo,
        threadRoot,
        mentions,
        metadata);
  }
}
