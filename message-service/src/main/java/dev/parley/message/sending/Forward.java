package dev.parley.message.sending;

import dev.parley.common.event.MessageBody;
import dev.parley.common.id.ConversationId;
import dev.parley.common.id.MessageId;
import dev.parley.common.id.UserId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A message that shall be sent once more, to another conversation.
///
/// @param message what its sender may read
/// @param id of what it becomes there
public record Forward(
    UserId sender,
    @Nullable String senderName,
    MessageBody message,
    ConversationId target,
    MessageId id) {

  /// What it says goes along; what it has to do with its own conversation does not.
  SendCommand toCommand() {
    return new SendCommand(
        sender,
        senderName,
        id,
        target,
        null,
        message.type(),
        message.content(),
        List.of(),
        message.location(),
        null,
        null,
        List.of(),
        message.metadata(),
        new Origin(message.attachments(), origin()));
  }

  private MessageBody.ForwardedFrom origin() {
    MessageBody.ForwardedFrom first = message.forwardedFrom();
    return first == null ? new MessageBody.ForwardedFrom(null, null, message.senderId()) : first;
  }

  /// What a forwarded message brings with it.
  record Origin(List<MessageBody.Attachment> attachments, MessageBody.ForwardedFrom from) {}
}
