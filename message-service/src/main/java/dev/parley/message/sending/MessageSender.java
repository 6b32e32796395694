package dev.parley.message.sending;

import dev.parley.common.event.MessageBody;
import dev.parley.common.event.MessageRequested;
import dev.parley.common.event.MessageType;
import dev.parley.common.id.ConversationId;
import dev.parley.common.id.UserId;
import dev.parley.common.web.Traces;
import dev.parley.message.access.ConversationAccess;
import dev.parley.message.access.WriteAccess;
import dev.parley.message.access.WriteAccesses;
import dev.parley.message.attachment.AttachmentFollowUp;
import dev.parley.message.history.MessageDetails;
import dev.parley.message.lane.Concurrently;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
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
/// Each goes through four steps: its payload is checked, its conversation found, what it refers to
/// looked up, and it is handed to the lanes. What this node knows is used first, and whatever is
/// ready with that goes at once: nobody's answer is waited for before. What must be asked of
/// another service is asked for all sends together, and waited for no longer than
/// [SendingProperties#lookupTimeout]. A conversation is known or it is not, for all of a batch's
/// sends, and none of them goes before an earlier one: their order holds.
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
    return send(requests, properties.lookupTimeout());
  }

  /// Sends one that keeps no others waiting, and so may wait for longer:
  /// [SendingProperties#loneLookupTimeout].
  SendResult send(SendRequest request) {
    return send(List.of(request), properties.loneLookupTimeout()).getFirst();
  }

  private List<SendResult> send(List<SendRequest> requests, Duration lookupTimeout) {
    @Nullable String trace = Traces.current();
    List<Sending> all = requests.stream().map(request -> new Sending(request, trace)).toList();
    all.forEach(sending -> sending.attempt(preparation::check));
    return settled(all, lookupTimeout);
  }

  /// Forwards each by itself, likewise.
  ///
  /// @return a result for each, in order
  public List<SendResult> forward(List<Forward> forwards) {
    @Nullable String trace = Traces.current();
    return settled(
        forwards.stream().map(forward -> new Sending(forward.toCommand(), trace)).toList(),
        properties.lookupTimeout());
  }

  private List<SendResult> settled(List<Sending> all, Duration lookupTimeout) {
    long begun = System.nanoTime();
    open(all).forEach(sending -> sending.attempt(preparation::addressIfKnown));
    recall(all);
    submitReady(all, Set.of());
    lookUp(all, begun + lookupTimeout.toNanos());
    long deadline =
        Math.max(
            begun + properties.timeout().toNanos(),
            System.nanoTime() + properties.storeTimeout().toNanos());
    submitWaiting(all, deadline);
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

  /// Takes what is known here.
  private void recall(List<Sending> all) {
    List<Sending> addressed = open(all).filter(sending -> !sending.lacksAddress()).toList();
    Map<ConversationId, WriteAccess> known = access.known(destinations(addressed));
    addressed.forEach(sending -> {
      @Nullable WriteAccess own = known.get(sending.command().destination());
      if (own != null) {
        sending.access(own);
        preparation.prepareIfQuick(sending);
      }
    });
  }

  /// Asks others for the rest: at the same time for what sends to known conversations refer to and
  /// for the unknown conversations. The first go as soon as they are ready.
  private void lookUp(List<Sending> all, long until) {
    List<Sending> unready = open(all).toList();
    List<Sending> unknown = unready.stream().filter(Sending::lacksAccess).toList();
    List<Sending> known = unready.stream().filter(sending -> !sending.lacksAccess()).toList();
    Concurrently.Work finding =
        Concurrently.start(
            unknown.isEmpty() ? List.of() : List.of(unknown), some -> find(some, until));
    inTime(known, until, Sending::lacksMessage, preparation::prepare);
    submitReady(all, Set.copyOf(unknown));
    finding.await(until);
    refuse(unknown, Sending::lacksMessage);
    submitReady(all, Set.of());
  }

  private void find(List<Sending> unknown, long until) {
    inTime(unknown, until, Sending::lacksAddress, preparation::address);
    // In one go. Who asked too late for an address has been refused.
    List<Sending> addressed = open(unknown).toList();
    WriteAccesses found = access.ofAll(destinations(addressed));
    addressed.forEach(sending ->
        sending.attempt(own -> {
          own.access(found.of(own.command().destination()));
          preparation.prepareIfQuick(own);
        }));
    inTime(addressed, until, Sending::lacksMessage, preparation::prepare);
  }

  /// A step that asks others, for all sends at once that lack its outcome. Who has none in time is
  /// told so.
  private static void inTime(
      List<Sending> all, long until, Predicate<Sending> lacksOutcome, Consumer<Sending> step) {
    List<Sending> some = open(all).filter(lacksOutcome).toList();
    Concurrently.start(some, sending -> sending.attempt(step)).await(until);
    refuse(some, lacksOutcome);
  }

  private static void refuse(List<Sending> all, Predicate<Sending> lacksOutcome) {
    all.stream()
        .filter(sending ->
            sending.isOpen() && lacksOutcome.test(sending) && !sending.isWaitingForEarlier())
        .forEach(sending -> sending.giveUp("What it refers to"));
  }

  /// Hands over what is ready, and nothing before an earlier one of its conversation, nor before an
  /// earlier one of its sender's that may be of the same: its conversation is not known yet.
  ///
  /// @param underWay what others are working at
  private void submitReady(List<Sending> all, Set<Sending> underWay) {
    Set<ConversationId> held = new HashSet<>();
    Set<UserId> lost = new HashSet<>();
    open(all)
        .forEach(sending -> {
          UserId sender = sending.command().sender();
          if (underWay.contains(sending) || sending.lacksAddress()) {
            lost.add(sender);
            return;
          }
          ConversationId conversation = sending.command().destination();
          if (sending.lacksMessage() || lost.contains(sender)) {
            held.add(conversation);
          } else if (!held.contains(conversation)) {
            submit(sending);
          }
        });
  }

  /// A send that answers an earlier one of the same batch waits until that one is stored, and what
  /// comes after it in its conversation waits with it.
  private void submitWaiting(List<Sending> all, long deadline) {
    Map<ConversationId, List<Sending>> waiting =
        open(all).collect(Collectors.groupingBy(sending -> sending.command().destination()));
    Concurrently.start(
            waiting.values(), some -> some.forEach(sending -> submitAtLast(sending, all, deadline)))
        .await(deadline);
    open(all).forEach(sending -> sending.giveUp("The message store"));
  }

  private void submitAtLast(Sending sending, List<Sending> all, long deadline) {
    if (sending.lacksMessage()) {
      all.stream()
          .takeWhile(other -> other != sending)
          .filter(sending::answers)
          .forEach(first -> first.pass(deadline));
      sending.attempt(preparation::prepareAtLast);
    }
    if (sending.isOpen()) {
      submit(sending);
    }
  }

  private void submit(Sending sending) {
    CompletableFuture<SendResult> stored = lanes.submit(sending.message());
    sending.storedBy(stored);
    if (sending.message().hasAttachments()) {
      stored.thenAccept(this::followUp);
    }
  }

  private void followUp(SendResult result) {
    if (result instanceof SendResult.Sent(MessageBody message, _)) {
      followUp.of(message);
    }
  }

  private static Set<ConversationId> destinations(List<Sending> addressed) {
    return addressed.stream()
        .map(sending -> sending.command().destination())
        .collect(Collectors.toSet());
  }

  private static Stream<Sending> open(List<Sending> all) {
    return all.stream().filter(Sending::isOpen);
  }
}
