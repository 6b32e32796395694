package dev.parley.message.forwarding;

import dev.parley.common.event.MessageBody;
import dev.parley.common.event.MessageType;
import dev.parley.common.id.ConversationId;
import dev.parley.common.id.MessageId;
import dev.parley.common.id.UserId;
import dev.parley.common.id.Uuids;
import dev.parley.common.problem.NotFoundException;
import dev.parley.common.problem.ValidationException;
import dev.parley.common.security.Caller;
import dev.parley.message.access.ConversationAccess;
import dev.parley.message.access.ReadWindow;
import dev.parley.message.change.DeletedMessageException;
import dev.parley.message.history.Messages;
import dev.parley.message.sending.Forward;
import dev.parley.message.sending.MessageSender;
import dev.parley.message.sending.SendResult;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/// Sends what a message says once more, elsewhere. What it becomes there is a message of the
/// forwarder's, which says whose it was and nothing of where: not everyone there may know of that
/// conversation.
@Service
class Forwarder {

  private final Messages messages;
  private final ConversationAccess access;
  private final MessageSender sender;

  Forwarder(Messages messages, ConversationAccess access, MessageSender sender) {
    this.messages = messages;
    this.access = access;
    this.sender = sender;
  }

  /// @throws dev.parley.common.problem.DomainException `not_found`, `conflict` when it is deleted,
  ///   `validation_failed` for a system message
  MessageBody readable(UserId user, ConversationId conversation, MessageId id) {
    ReadWindow window = access.windowOf(conversation, user);
    MessageBody message =
        messages.find(conversation, id, window).orElseThrow(() -> new NotFoundException("message"));
    if (message.deletedAt() != null) {
      throw new DeletedMessageException();
    }
    if (message.type() == MessageType.SYSTEM) {
      throw new ValidationException("type", "invalid");
    }
    return message;
  }

  /// Forwarding it again, with the same key or without one, finds it forwarded.
  ///
  /// @return a result for each target, in order
  List<SendResult> forward(
      Caller caller, MessageBody message, @Nullable MessageId key, List<ConversationId> targets) {
    String name =
        "forward:%s:%s:%s:"
            .formatted(
                caller.id(),
                message.conversationId(),
                key == null ? message.id() : message.id() + ":" + key);
    return sender.forward(
        targets.stream()
            .map(target ->
                new Forward(
                    caller.id(),
                    caller.name(),
                    message,
                    target,
                    new MessageId(Uuids.named(name + target))))
            .toList());
  }
}
