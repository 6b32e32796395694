package dev.parley.message.sending;

import dev.parley.common.event.MessageBody;
import dev.parley.common.id.MessageId;
import dev.parley.common.json.Text;
import dev.parley.message.access.ReadWindow;
import dev.parley.message.access.WriteAccess;
import dev.parley.message.attachment.Attachments;
import dev.parley.message.history.MessageDetails;
import dev.parley.message.history.Messages;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Looks up what a send refers to: its media, the message it answers, the thread it belongs to.
@Component
class MessageReferences {

  private static final int PREVIEW = 140;

  private final Messages messages;
  private final Attachments attachments;

  MessageReferences(Messages messages, Attachments attachments) {
    this.messages = messages;
    this.attachments = attachments;
  }

  /// The message that the send asks for, by a participant of the conversation.
  ///
  /// @throws dev.parley.common.problem.DomainException `validation_failed` where media is not
  ///   there, not the sender's to attach, or not what the message's type says; `unavailable` where
  ///   nobody can tell
  /// @throws MissingMessageException where it names a message that is not there
  NewMessage resolve(SendCommand command, WriteAccess access, @Nullable String trace) {
    return new NewMessage(
        command.destination(),
        command.id(),
        command.type(),
        command.sender(),
        command.senderName(),
        command.content(),
        command.isPlain() ? MessageDetails.NONE : details(command, access),
        false,
        trace);
  }

  private MessageDetails details(SendCommand command, WriteAccess access) {
    ReadWindow window = access.windowOf(command.sender());
    Forward.@Nullable Origin origin = command.origin();
    return new MessageDetails(
        origin == null
            ? attachments.of(command.sender(), command.type(), command.mediaIds())
            : origin.attachments(),
        command.location(),
        replyTo(command, window, access),
        threadRoot(command, window),
        command.mentions(),
        command.metadata(),
        origin == null ? null : origin.from());
  }

  /// One message goes to all, and with it what it shows of the answered one: nothing, where
  /// somebody has joined since and may not read that.
  private MessageBody.@Nullable ReplyTo replyTo(
      SendCommand command, ReadWindow window, WriteAccess access) {
    if (command.replyTo() == null) {
      return null;
    }
    MessageBody answered = required("reply_to", command, command.replyTo(), window);
    String content = access.isReadByAll(answered.seq()) ? answered.content() : null;
    return new MessageBody.ReplyTo(
        answered.id(),
        answered.seq(),
        answered.senderId(),
        content == null ? null : Text.shorten(content, PREVIEW));
  }

  /// A thread has one level: answering a reply in a thread continues that thread.
  private @Nullable MessageId threadRoot(SendCommand command, ReadWindow window) {
    if (command.threadRoot() == null) {
      return null;
    }
    MessageBody root = required("thread_root", command, command.threadRoot(), window);
    return root.threadRoot() == null ? root.id() : root.threadRoot();
  }

  /// What the sender may not read is not there for them.
  private MessageBody required(String field, SendCommand command, MessageId id, ReadWindow window) {
    return messages
        .find(command.destination(), id)
        .filter(found -> window.contains(found.seq()))
        .orElseThrow(() -> new MissingMessageException(field));
  }
}
