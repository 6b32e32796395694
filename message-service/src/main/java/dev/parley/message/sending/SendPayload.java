package dev.parley.message.sending;

import dev.parley.common.event.MessageBody;
import dev.parley.common.event.MessageType;
import dev.parley.common.id.UserId;
import dev.parley.common.json.Metadata;
import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// A send as a client writes it, over REST or a socket; nothing in it is checked yet.
///
/// @param id a UUID: the send's idempotency key; the service makes one where it is missing
/// @param conversationId where to; or
/// @param recipientId whom to, in the direct conversation with them
/// @param replyTo the answered message's id, or an object with it
public record SendPayload(
    @Schema(format = "uuid") @Nullable String id,
    @Schema(format = "uuid") @Nullable String conversationId,
    @Schema(minLength = 1, maxLength = UserId.MAX_LENGTH) @Nullable String recipientId,
    @Schema(
            implementation = MessageType.class,
            defaultValue = "text",
            description = "Any but `system`")
        @Nullable String type,
    @Schema(maxLength = MessageBody.MAX_CONTENT) @Nullable String content,
    @ArraySchema(maxItems = MessageBody.MAX_ATTACHMENTS)
        @Nullable List<@Nullable AttachmentPayload> attachments,
    @Nullable LocationPayload location,
    @Schema(
            oneOf = {UUID.class, Answered.class},
            description = "The answered message's id, or an object with it")
        @Nullable JsonNode replyTo,
    @Schema(format = "uuid") @Nullable String threadRoot,
    @ArraySchema(
            maxItems = MessageFields.MAX_MENTIONS,
            schema = @Schema(minLength = 1, maxLength = UserId.MAX_LENGTH))
        @Nullable List<@Nullable String> mentions,
    @Schema(description = Metadata.RULE) @Nullable JsonNode metadata) {

  public record AttachmentPayload(
      @Schema(format = "uuid", requiredMode = Schema.RequiredMode.REQUIRED)
          @Nullable String mediaId) {}

  /// @param lat degrees
  /// @param lng degrees
  public record LocationPayload(
      @Schema(
              minimum = "-" + SendValidator.MAX_LATITUDE,
              maximum = "" + SendValidator.MAX_LATITUDE,
              requiredMode = Schema.RequiredMode.REQUIRED)
          @Nullable Double lat,
      @Schema(
              minimum = "-" + SendValidator.MAX_LONGITUDE,
              maximum = "" + SendValidator.MAX_LONGITUDE,
              requiredMode = Schema.RequiredMode.REQUIRED)
          @Nullable Double lng,
      @Schema(maxLength = SendValidator.MAX_LABEL) @Nullable String label) {}

  /// The longer form of `replyTo`, for the API's description.
  private record Answered(UUID id) {}

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
