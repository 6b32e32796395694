package dev.parley.message.sending;

import dev.parley.common.event.MessageRequested;
import dev.parley.common.event.MessageType;
import dev.parley.common.id.ConversationId;
import dev.parley.common.id.UserId;
import dev.parley.common.problem.DomainException;
import dev.parley.common.problem.NotFoundException;
import dev.parley.message.access.ConversationAccess;
import dev.parley.message.history.MessageDetails;
import dev.parley.message.history.Messages;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/// Sends messages: the one way in, for REST, sockets and the suite's own services.
@Service
class MessageSender {

  private final ConversationAccess access;
  private final MessageReferences references;
  private final Messages messages;
  private final AppendLanes lanes;

  MessageSender(
      ConversationAccess access,
      MessageReferences references,
      Messages messages,
      AppendLanes lanes) {
    this.access = access;
    this.references = references;
    this.messages = messages;
    this.lanes = lanes;
  }

  /// Sends each by itself: one that is refused leaves the others alone. Returns when all are
  /// settled.
  ///
  /// @return a result for each request, in order
  List<SendResult> send(List<SendRequest> requests) {
    List<CompletableFuture<SendResult>> results = new ArrayList<>(requests.size());
    List<@Nullable SendCommand> commands = new ArrayList<>(requests.size());
    Map<Integer, DomainException> invalid = new HashMap<>();
    for (int i = 0; i < requests.size(); i++) {
      try {
        commands.add(addressed(requests.get(i)));
      } catch (DomainException e) {
        commands.add(null);
        invalid.put(i, e);
      }
    }
    Map<ConversationId, ConversationAccess.WriteAccess> known = Map.of();
    @Nullable DomainException unknowable = null;
    try {
      known = access.ofAll(conversationsOf(commands));
    } catch (DomainException e) {
      unknowable = e;
    }
    for (int i = 0; i < requests.size(); i++) {
      SendCommand command = commands.get(i);
      if (command == null) {
        results.add(refused(invalid.get(i)));
      } else if (unknowable != null) {
        results.add(refused(unknowable));
      } else {
        results.add(submit(command, known.get(command.conversationId())));
      }
    }
    return results.stream().map(CompletableFuture::join).toList();
  }

  /// Stores a system message, unless it is stored already.
  CompletableFuture<SendResult> send(MessageRequested request) {
    MessageDetails details =
        new MessageDetails(List.of(), null, null, null, List.of(), request.metadata(), null);
    return lanes.submit(
        new NewMessage(
            request.conversationId(),
            request.messageId(),
            MessageType.SYSTEM,
            UserId.SYSTEM,
            null,
            request.text(),
            details,
            request.silent()));
  }

  private SendCommand addressed(SendRequest request) {
    SendCommand command =
        SendValidator.validate(request.payload(), request.sender(), request.senderName());
    UserId recipient = command.recipientId();
    return recipient == null
        ? command
        : command.in(access.directBetween(request.sender(), request.senderName(), recipient));
  }

  private CompletableFuture<SendResult> submit(
      SendCommand command, ConversationAccess.@Nullable WriteAccess known) {
    try {
      requireWriter(command, known);
      return lanes.submit(references.resolve(command));
    } catch (DomainException e) {
      return CompletableFuture.completedFuture(storedOr(command, e));
    }
  }

  private void requireWriter(SendCommand command, ConversationAccess.@Nullable WriteAccess known) {
    if (known == null || !known.isParticipant(command.sender())) {
      // Throws, unless the cache was behind and the user has just come in.
      access.refuseReader(command.destination(), command.sender());
      return;
    }
    if (!known.isOpen()) {
      throw new ConversationReadOnlyException();
    }
    if (known.isBlocked()) {
      throw new BlockedException();
    }
  }

  /// A message that was stored before stays answered with itself, even where its sender could not
  /// send it any more: whoever resends only never saw the first answer.
  private SendResult storedOr(SendCommand command, DomainException refusal) {
    if (refusal instanceof NotFoundException) {
      return new SendResult.Refused(refusal);
    }
    return messages
        .find(command.destination(), command.id())
        .filter(stored -> stored.senderId().equals(command.sender().value()))
        .<SendResult>map(SendResult.Duplicate::new)
        .orElseGet(() -> new SendResult.Refused(refusal));
  }

  private static Set<ConversationId> conversationsOf(List<@Nullable SendCommand> commands) {
    Set<ConversationId> ids = new HashSet<>();
    for (SendCommand command : commands) {
      if (command != null) {
        ids.add(command.destination());
      }
    }
    return ids;
  }

  private static CompletableFuture<SendResult> refused(@Nullable DomainException e) {
    return CompletableFuture.completedFuture(
        new SendResult.Refused(e == null ? new NotFoundException("conversation") : e));
  }
}
