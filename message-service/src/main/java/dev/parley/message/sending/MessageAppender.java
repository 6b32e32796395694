package dev.parley.message.sending;

import dev.parley.common.event.Event;
import dev.parley.common.event.Extensions;
import dev.parley.common.event.MessageBody;
import dev.parley.common.event.Topics;
import dev.parley.common.id.ConversationId;
import dev.parley.common.id.MessageId;
import dev.parley.common.id.Uuids;
import dev.parley.common.json.Json;
import dev.parley.common.outbox.Outbox;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// Stores a batch of messages in one transaction: the one place where `seq` and `rev` are given
/// out.
///
/// The heads of the batch's conversations are locked in id order (so two batches never wait for
/// each other in a ring) and hold until the commit. Under those locks the ids that are stored
/// already are looked up, the rest take the next numbers, and messages, heads and events are
/// written together: either all of it is there, or the numbers were never given.
@Component
class MessageAppender {

  private static final String SOURCE = "/message-service";

  private final MessageStore store;
  private final Outbox outbox;
  private final TransactionTemplate transaction;
  private final Clock clock;

  MessageAppender(MessageStore store, Outbox outbox, TransactionTemplate transaction, Clock clock) {
    this.store = store;
    this.outbox = outbox;
    this.transaction = transaction;
    this.clock = clock;
  }

  /// @return a result for each message, in order: sent, a duplicate, or refused because another
  ///   sender's message has the id
  /// @throws org.springframework.dao.DataAccessException when nothing was stored, or when it cannot
  ///   be known whether the commit came through: sending again with the same ids settles it
  List<SendResult> append(List<NewMessage> batch) {
    SequencedSet<ConversationId> conversations = new TreeSet<>();
    batch.forEach(message -> conversations.add(message.conversationId()));
    store.ensureHeads(conversations);
    return transaction.execute(status -> appendLocked(batch, conversations));
  }

  private List<SendResult> appendLocked(
      List<NewMessage> batch, SequencedSet<ConversationId> conversations) {
    Map<ConversationId, Head> heads = store.lockHeads(conversations);
    Map<Slot, MessageBody> stored = store.findStored(batch);
    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    List<SendResult> results = new ArrayList<>(batch.size());
    Map<Slot, MessageBody> taken = new HashMap<>(stored);
    List<MessageBody> fresh = new ArrayList<>(batch.size());
    List<NewMessage> accepted = new ArrayList<>(batch.size());
    List<Event> events = new ArrayList<>(batch.size());
    for (NewMessage message : batch) {
      Slot slot = new Slot(message.conversationId(), message.id());
      MessageBody before = taken.get(slot);
      if (before != null) {
        results.add(again(message, before));
        continue;
      }
      Head head = Objects.requireNonNull(heads.get(message.conversationId()));
      MessageBody body = message.at(head.nextSeq(), head.nextRev(), now);
      byte[] json = Json.mapper().writeValueAsBytes(body);
      taken.put(slot, body);
      accepted.add(message);
      fresh.add(body);
      events.add(eventOf(body, json, message.trace()));
      results.add(new SendResult.Sent(body, json));
    }
    if (!fresh.isEmpty()) {
      store.insert(accepted, fresh, heads.values());
      outbox.append(events);
    }
    return results;
  }

  private static SendResult again(NewMessage message, MessageBody before) {
    return before.senderId().equals(message.sender().value())
        ? new SendResult.Duplicate(before)
        : new SendResult.Refused(new MessageIdTakenException());
  }

  private static Event eventOf(MessageBody body, byte[] json, @Nullable String trace) {
    Map<String, String> extensions = new HashMap<>(body.extensions());
    if (trace != null) {
      extensions.put(Extensions.TRACEPARENT, trace);
    }
    return new Event(
        Uuids.next().toString(),
        Topics.MESSAGE_CREATED,
        SOURCE,
        body.createdAt(),
        body.subjectId(),
        body.partitionKey(),
        extensions,
        json);
  }

  /// Where a message id counts: within its conversation.
  record Slot(ConversationId conversationId, MessageId id) {}

  /// A locked head, and the numbers this transaction has taken from it.
  static final class Head {
    private final ConversationId conversationId;
    private long lastSeq;
    private long lastRev;

    Head(ConversationId conversationId, long lastSeq, long lastRev) {
      this.conversationId = conversationId;
      this.lastSeq = lastSeq;
      this.lastRev = lastRev;
    }

    ConversationId conversationId() {
      return conversationId;
    }

    long lastSeq() {
      return lastSeq;
    }

    long lastRev() {
      return lastRev;
    }

    long nextSeq() {
      return ++lastSeq;
    }

    long nextRev() {
      return ++lastRev;
    }
  }
}
