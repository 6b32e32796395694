package dev.parley.message.sending;

import dev.parley.common.event.MessageBody;
import dev.parley.common.id.ConversationId;
import dev.parley.common.id.UserId;
import dev.parley.common.problem.DomainException;
import dev.parley.common.problem.ProblemType;
import dev.parley.common.problem.ValidationException;
import dev.parley.message.access.ConversationAccess;
import dev.parley.message.access.Leaving;
import dev.parley.message.access.Mentions;
import dev.parley.message.access.ReadWindow;
import dev.parley.message.access.WriteAccess;
import dev.parley.message.credits.CreditDesk;
import dev.parley.message.history.Messages;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// The steps that bring one send from a payload to a message that may be stored.
@Component
class SendPreparation {

  /// Of whoever has left, nobody knows when: of a message they see what they sent.
  private static final ReadWindow AS_SENT =
      new ReadWindow(0, Long.MAX_VALUE, new Leaving(0, Instant.EPOCH));

  private final ConversationAccess access;
  private final MessageReferences references;
  private final Messages messages;
  private final CreditDesk credits;

  SendPreparation(
      ConversationAccess access,
      MessageReferences references,
      Messages messages,
      CreditDesk credits) {
    this.access = access;
    this.references = references;
    this.messages = messages;
    this.credits = credits;
  }

  /// @throws ValidationException `validation_failed`
  void check(Sending sending) {
    SendRequest request = sending.request();
    sending.command(
        SendValidator.validate(request.payload(), request.sender(), request.senderName()));
  }

  /// Finds the conversation with the recipient where it is known here.
  void addressIfKnown(Sending sending) {
    SendCommand command = sending.command();
    if (sending.lacksAddress()) {
      access
          .knownDirect(command.sender(), Objects.requireNonNull(command.recipientId()))
          .ifPresent(conversation -> sending.command(command.in(conversation)));
    }
  }

  /// Finds the conversation with the recipient, opened if need be.
  ///
  /// @throws DomainException `blocked`, `unavailable`
  void address(Sending sending) {
    SendCommand command = sending.command();
    UserId recipient = Objects.requireNonNull(command.recipientId());
    sending.command(
        command.in(access.directBetween(command.sender(), command.senderName(), recipient)));
  }

  /// Prepares it on the spot where nobody must be asked: a plain text to an open conversation.
  void prepareIfQuick(Sending sending) {
    WriteAccess known = sending.access();
    if (known != null
        && known.isParticipant(sending.command().sender())
        && known.isWritable()
        && sending.command().isPlain()
        && !credits.isPaid(known)) {
      sending.message(references.resolve(sending.command(), known, sending.trace()));
    }
  }

  /// Checks that the sender may write, looks up what the send refers to, and charges for it where
  /// it costs something. Where it refers to a message that is not there, the send is left waiting:
  /// that may be on its way in the same batch.
  void prepare(Sending sending) {
    try {
      resolve(sending);
    } catch (MissingMessageException e) {
      sending.waitForEarlier();
    }
  }

  /// As [#prepare], when there is nothing left to wait for.
  void prepareAtLast(Sending sending) {
    try {
      resolve(sending);
    } catch (MissingMessageException e) {
      settleAsStoredOr(sending, new ValidationException(e.field(), "invalid"));
    }
  }

  private void resolve(Sending sending) {
    try {
      SendCommand command = sending.command();
      WriteAccess writable = requireWriter(command, sending.access());
      NewMessage message = references.resolve(command, writable, sending.trace());
      if (credits.isPaid(writable)) {
        sending.whenStored(credits.charge(command.destination(), command.id(), command.sender()));
      }
      sending.message(message);
    } catch (DomainException e) {
      settleAsStoredOr(sending, e);
    }
  }

  private WriteAccess requireWriter(SendCommand command, @Nullable WriteAccess known) {
    WriteAccess current =
        known != null && known.isParticipant(command.sender())
            ? known
            : access.checked(command.destination(), command.sender());
    current.requireWritable();
    Mentions.requireAllowed(command.mentions(), current, command.sender());
    return current;
  }

  /// A message that was stored before stays answered with itself, even where its sender could not
  /// send it any more: whoever resends only never saw the first answer. A stranger is told nothing.
  private void settleAsStoredOr(Sending sending, DomainException refusal) {
    SendCommand command = sending.command();
    if (refusal.type() == ProblemType.NOT_FOUND) {
      sending.refuse(refusal);
      return;
    }
    sending.settle(
        stored(command, refusal)
            .filter(stored -> stored.senderId().equals(command.sender().value()))
            .<SendResult>map(SendResult.Duplicate::new)
            .orElseGet(() -> new SendResult.Refused(refusal)));
  }

  /// Whoever has left is shown their message as it was then, as all others of that conversation.
  private Optional<MessageBody> stored(SendCommand command, DomainException refusal) {
    ConversationId conversation = command.destination();
    return refusal.type() == ProblemType.NOT_PARTICIPANT
        ? messages.find(conversation, command.id(), formerWindow(command))
        : messages.find(conversation, command.id());
  }

  private ReadWindow formerWindow(SendCommand command) {
    try {
      return access.windowOf(command.destination(), command.sender());
    } catch (DomainException e) {
      if (e.type() != ProblemType.NOT_PARTICIPANT) {
        throw e;
      }
      return AS_SENT;
    }
  }
}
