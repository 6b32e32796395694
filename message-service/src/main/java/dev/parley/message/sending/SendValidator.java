package dev.parley.message.sending;

import dev.parley.common.event.MessageBody;
import dev.parley.common.event.MessageType;
import dev.parley.common.id.ConversationId;
import dev.parley.common.id.MediaId;
import dev.parley.common.id.MessageId;
import dev.parley.common.id.UserId;
import dev.parley.common.id.Uuids;
import dev.parley.common.json.Metadata;
import dev.parley.common.json.Text;
import dev.parley.common.problem.FieldErrors;
import dev.parley.common.problem.ValidationException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Checks a payload against the contract, field by field, and reports all that is wrong at once.
final class SendValidator {

  static final int MAX_LABEL = 200;
  static final double MAX_LATITUDE = 90;
  static final double MAX_LONGITUDE = 180;

  private final SendPayload payload;
  private final FieldErrors errors = new FieldErrors();

  private SendValidator(SendPayload payload) {
    this.payload = payload;
  }

  /// @throws ValidationException `validation_failed`
  static SendCommand validate(SendPayload payload, UserId sender, @Nullable String senderName) {
    return new SendValidator(payload).command(sender, senderName);
  }

  private SendCommand command(UserId sender, @Nullable String senderName) {
    @Nullable MessageId id = parsed("id", payload.id(), MessageId::of);
    @Nullable ConversationId conversation =
        parsed("conversation_id", payload.conversationId(), ConversationId::of);
    @Nullable UserId recipient = parsed("recipient_id", payload.recipientId(), UserId::of);
    checkDestination(sender);
    List<MediaId> mediaIds = mediaIds();
    MessageType type = type();
    @Nullable String content = content();
    MessageBody.@Nullable Location location = location();
    checkSubstance(type, content, mediaIds, location);
    @Nullable MessageId replyTo = replyTo();
    @Nullable MessageId threadRoot = parsed("thread_root", payload.threadRoot(), MessageId::of);
    List<String> mentions = MessageFields.mentions(payload.mentions(), errors);
    errors.add("metadata", Metadata.problemOf(payload.metadata()));
    errors.throwIfAny();
    return new SendCommand(
        sender,
        senderName,
        id == null ? new MessageId(Uuids.next()) : id,
        conversation,
        recipient,
        type,
        content,
        mediaIds,
        location,
        replyTo,
        threadRoot,
        mentions,
        isAbsent(payload.metadata()) ? null : payload.metadata(),
        null);
  }

  private void checkDestination(UserId sender) {
    boolean toConversation = payload.conversationId() != null;
    boolean toRecipient = payload.recipientId() != null;
    if (!toConversation && !toRecipient) {
      reject("conversation_id", "required");
    } else if (toConversation && toRecipient) {
      reject("recipient_id", "invalid");
    } else if (sender.value().equals(payload.recipientId())) {
      reject("recipient_id", "invalid");
    }
  }

  private MessageType type() {
    if (payload.type() == null) {
      return MessageType.TEXT;
    }
    MessageType type = parsed("type", payload.type(), MessageType::of);
    if (type == MessageType.SYSTEM) {
      reject("type", "invalid");
    }
    return type == null ? MessageType.TEXT : type;
  }

  private @Nullable String content() {
    String content = payload.content();
    if (content == null || content.isEmpty()) {
      return null;
    }
    MessageFields.checkContent(content, errors);
    return content;
  }

  private void checkSubstance(
      MessageType type,
      @Nullable String content,
      List<MediaId> mediaIds,
      MessageBody.@Nullable Location location) {
    switch (type) {
      case TEXT -> {
        if ((content == null || Text.isBlank(content)) && mediaIds.isEmpty()) {
          reject("content", "required");
        }
      }
      case IMAGE, VIDEO, AUDIO, FILE -> {
        if (mediaIds.isEmpty()) {
          reject("attachments", "required");
        }
      }
      case LOCATION -> {
        if (location == null && payload.location() == null) {
          reject("location", "required");
        }
      }
      case CUSTOM -> {
        if (content == null && isAbsent(payload.metadata())) {
          reject("metadata", "required");
        }
      }
      case SYSTEM -> {}
    }
  }

  private List<MediaId> mediaIds() {
    List<SendPayload.@Nullable AttachmentPayload> attachments = payload.attachments();
    if (attachments == null) {
      return List.of();
    }
    if (attachments.size() > MessageBody.MAX_ATTACHMENTS) {
      reject("attachments", "too_many");
      return List.of();
    }
    List<MediaId> ids = new ArrayList<>();
    for (int i = 0; i < attachments.size(); i++) {
      String field = "attachments[%d].media_id".formatted(i);
      SendPayload.AttachmentPayload attachment = attachments.get(i);
      if (attachment == null || attachment.mediaId() == null) {
        reject(field, "required");
        continue;
      }
      MediaId id = parsed(field, attachment.mediaId(), MediaId::of);
      if (id != null && ids.contains(id)) {
        reject(field, "duplicate");
      } else if (id != null) {
        ids.add(id);
      }
    }
    return ids;
  }

  private MessageBody.@Nullable Location location() {
    SendPayload.LocationPayload location = payload.location();
    if (location == null) {
      return null;
    }
    checkDegrees("location.lat", location.lat(), MAX_LATITUDE);
    checkDegrees("location.lng", location.lng(), MAX_LONGITUDE);
    if (location.label() != null && location.label().length() > MAX_LABEL) {
      reject("location.label", "too_long");
    }
    return location.lat() == null || location.lng() == null
        ? null
        : new MessageBody.Location(location.lat(), location.lng(), location.label());
  }

  private void checkDegrees(String field, @Nullable Double degrees, double limit) {
    if (degrees == null) {
      reject(field, "required");
    } else if (!(Math.abs(degrees) <= limit)) {
      reject(field, "out_of_range");
    }
  }

  private @Nullable MessageId replyTo() {
    JsonNode replyTo = payload.replyTo();
    if (replyTo == null || replyTo.isNull()) {
      return null;
    }
    JsonNode id = replyTo.isObject() ? replyTo.path("id") : replyTo;
    if (!id.isString()) {
      reject("reply_to", "invalid");
      return null;
    }
    return parsed("reply_to", id.stringValue(), MessageId::of);
  }

  private <T> @Nullable T parsed(String field, @Nullable String text, Function<String, T> parse) {
    if (text == null) {
      return null;
    }
    try {
      return parse.apply(text);
    } catch (IllegalArgumentException e) {
      reject(field, "invalid");
      return null;
    }
  }

  private void reject(String field, String code) {
    errors.add(field, code);
  }

  private static boolean isAbsent(@Nullable JsonNode node) {
    return node == null || node.isNull();
  }
}
