package dev.parley.message.sending;

import dev.parley.common.event.MessageBody;
import dev.parley.common.event.MessageRequested;
import dev.parley.common.event.MessageType;
import dev.parley.common.id.ConversationId;
import dev.parley.common.id.UserId;
import dev.parley.common.problem.UnavailableException;
import dev.parley.common.web.Traces;
import dev.parley.message.access.ConversationAccess;
import dev.parley.message.access.WriteAccesses;
import dev.parley.message.attachment.AttachmentFollowUp;
import dev.parley.message.history.MessageDetails;
import dev.parley.message.lane.Concurrently;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/// Sends messages: the one way in, for REST, sockets and the suite's own services.
///
/// A batch goes through four steps together: check the payloads, find the conversations, look up
/// what the sends refer to, hand them to the lanes. What must be asked of another service is asked
/// for all items at once and for a bounded time, so that one item's slow attachment holds up its
/// batch no longer than [SendingProperties#lookupTimeout].
@Service
public class MessageSender {

  private final ConversationAccess access;
  private final SendPreparation preparation;
  private final AppendLanes lanes;
  private final AttachmentFollowUp followUp;
  private final SendingProperties properties;

  MessageSender(
      ConversationAccess access,
      SendPreparation preparation,
      AppendLanes lanes,
      AttachmentFollowUp followUp,
      SendingProperties properties) {
    this.access = access;
    this.preparation = preparation;
    this.lanes = lanes;
    this.followUp = followUp;
    this.properties = properties;
  }

  /// Sends each by itself: one that is refused leaves the others alone. Returns when all are
  /// settled, or when [SendingProperties#timeout] is over.
  ///
  /// @return a result for each request, in order
  List<SendResult> send(List<SendRequest> requests) {
    @Nullable String trace = Traces.current();
    List<Sending> all = requests.stream().map(request -> new Sending(request, trace)).toList();
    all.forEach(sending -> sending.attempt(preparation::check));
    return send(all, properties.timeout());
  }

  /// Forwards each by itself, likewise.
  ///
  /// @return a result for each, in order
  public List<SendResult> forward(List<Forward> forwards) {
    @Nullable String trace = Traces.current();
    return send(
        forwards.stream().map(forward -> new Sending(forward.toCommand(), trace)).toList(),
        properties.timeout());
  }

  private List<SendResult> send(List<Sending> all, Duration timeout) {
    long deadline = System.nanoTime() + timeout.toNanos();
    inTime(all, Sending::lacksAddress, preparation::address);
    admit(all);
    open(all).forEach(preparation::prepareIfQuick);
    inTime(all, Sending::lacksMessage, preparation::prepare);
    for (int i = 0; i < all.size(); i++) {
      submit(all.get(i), all.subList(0, i), deadline);
    }
    return all.stream().map(sending -> sending.await(deadline)).toList();
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
            request.silent(),
            Traces.current()));
  }

  /// A step that asks others, for all sends at once that lack its outcome. Who has none in time is
  /// told so.
  private void inTime(List<Sending> all, Predicate<Sending> lacksOutcome, Consumer<Sending> step) {
    List<Sending> some = open(all).filter(lacksOutcome).toList();
    Concurrently.each(some, sending -> sending.attempt(step), properties.lookupTimeout());
    some.stream()
        .filter(sending -> lacksOutcome.test(sending) && !sending.isWaitingForEarlier())
        .forEach(sending -> sending.refuse(new UnavailableException("What it refers to")));
  }

  /// What is known of all conversations is fetched in one go.
  private void admit(List<Sending> all) {
    Set<ConversationId> conversations =
        open(all).map(sending -> sending.command().destination()).collect(Collectors.toSet());
    WriteAccesses known = access.ofAll(conversations);
    open(all)
        .forEach(sending -> sending.attempt(s -> s.access(known.of(s.command().destination()))));
  }

  /// A send that answers an earlier one of the same batch waits until that one is stored.
  private void submit(Sending sending, List<Sending> earlier, long deadline) {
    if (sending.isOpen() && sending.lacksMessage()) {
      earlier.stream().filter(sending::answers).forEach(first -> first.await(deadline));
      sending.attempt(preparation::prepareAtLast);
    }
    if (sending.isOpen()) {
      CompletableFuture<SendResult> stored = lanes.submit(sending.message());
      sending.storedBy(stored);
      if (sending.message().hasAttachments()) {
        stored.thenAccept(this::followUp);
      }
    }
  }

  private void followUp(SendResult result) {
    if (result instanceof SendResult.Sent(MessageBody message, _)) {
      followUp.of(message);
    }
  }

  private static Stream<Sending> open(List<Sending> all) {
    return all.stream().filter(Sending::isOpen);
  }
}
