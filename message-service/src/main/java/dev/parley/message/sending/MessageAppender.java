package dev.parley.message.sending;

import dev.parley.common.event.Event;
import dev.parley.common.event.MessageBody;
import dev.parley.common.id.ConversationId;
import dev.parley.common.json.Json;
import dev.parley.common.outbox.Outbox;
import dev.parley.common.problem.NotFoundException;
import dev.parley.message.change.ThreadCounts;
import dev.parley.message.history.Slot;
import dev.parley.message.ordering.ConversationLock;
import dev.parley.message.ordering.Head;
import dev.parley.message.ordering.MessageEvents;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedSet;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.stereotype.Component;

/// Stores a batch of messages in one transaction: the one place where `seq` and `rev` are given
/// out.
///
/// The heads of the batch's conversations are locked in id order (so two batches never wait for
/// each other in a ring) and hold until the commit. Under those locks the ids that are stored
/// already are looked up, the rest take the next numbers, and messages, heads and events are
/// written together: either all of it is there, or the numbers were never given.
@Component
class MessageAppender {

  private final ConversationLock lock;
  private final Senders senders;
  private final MessageStore store;
  private final ThreadCounts threads;
  private final Outbox outbox;

  MessageAppender(
      ConversationLock lock,
      Senders senders,
      MessageStore store,
      ThreadCounts threads,
      Outbox outbox) {
    this.lock = lock;
    this.senders = senders;
    this.store = store;
    this.threads = threads;
    this.outbox = outbox;
  }

  /// @return a result for each message, in order: sent, a duplicate, or refused because another
  ///   sender's message has the id, or the conversation was deleted
  /// @throws org.springframework.dao.DataAccessException when nothing was stored, or when it cannot
  ///   be known whether the commit came through: sending again with the same ids settles it
  List<SendResult> append(List<NewMessage> batch) {
    SequencedSet<ConversationId> conversations = new TreeSet<>();
    batch.forEach(message -> conversations.add(message.conversationId()));
    Set<Senders.Place> firstTimes = new HashSet<>();
    List<SendResult> results =
        lock.withAll(conversations, (heads, now) -> appendLocked(batch, heads, now, firstTimes));
    senders.remember(firstTimes);
    return results;
  }

  /// @param firstTimes takes where someone has written for the first time, perhaps
  private List<SendResult> appendLocked(
      List<NewMessage> batch,
      Map<ConversationId, Head> heads,
      Instant now,
      Set<Senders.Place> firstTimes) {
    List<SendResult> results = new ArrayList<>(batch.size());
    Map<Slot, MessageBody> taken = new HashMap<>(store.findStored(batch));
    Set<Slot> deleted = deletedAmongQuoted(batch);
    List<MessageBody> fresh = new ArrayList<>(batch.size());
    List<NewMessage> accepted = new ArrayList<>(batch.size());
    List<Event> events = new ArrayList<>(batch.size());
    for (NewMessage message : batch) {
      Head head = Objects.requireNonNull(heads.get(message.conversationId()));
      if (head.isEnded()) {
        results.add(new SendResult.Refused(new NotFoundException("conversation")));
        continue;
      }
      Slot slot = new Slot(message.conversationId(), message.id());
      MessageBody before = taken.get(slot);
      if (before != null) {
        results.add(again(message, before));
        continue;
      }
      NewMessage storable = message.quotes(deleted) ? message.withoutPreview() : message;
      MessageBody body = storable.at(head.nextSeq(), head.nextRev(), now);
      byte[] json = Json.mapper().writeValueAsBytes(body);
      taken.put(slot, body);
      accepted.add(storable);
      fresh.add(body);
      events.add(MessageEvents.of(body, json, now, message.trace()));
      results.add(new SendResult.Sent(body, json));
    }
    if (!fresh.isEmpty()) {
      events.addAll(countInThreads(fresh, heads, now));
      store.insert(accepted, fresh, heads.values());
      firstTimes.addAll(senders.firstTimes(accepted));
      senders.add(firstTimes);
      outbox.append(events);
    }
    return results;
  }

  /// What a send answers may have been deleted since it was looked up: its preview must not come
  /// back.
  private Set<Slot> deletedAmongQuoted(List<NewMessage> batch) {
    Set<Slot> quoted = new HashSet<>();
    for (NewMessage message : batch) {
      Slot slot = message.quoted();
      if (slot != null) {
        quoted.add(slot);
      }
    }
    return quoted.isEmpty() ? Set.of() : store.deletedAmong(quoted);
  }

  private List<Event> countInThreads(
      List<MessageBody> fresh, Map<ConversationId, Head> heads, Instant now) {
    Map<Slot, Integer> replies = new LinkedHashMap<>();
    for (MessageBody message : fresh) {
      if (message.threadRoot() != null) {
        replies.merge(new Slot(message.conversationId(), message.threadRoot()), 1, Integer::sum);
      }
    }
    return replies.isEmpty() ? List.of() : threads.raise(replies, heads, now);
  }

  private static SendResult again(NewMessage message, MessageBody before) {
    return before.senderId().equals(message.sender().value())
        ? new SendResult.Duplicate(before)
        : new SendResult.Refused(new MessageIdTakenException());
  }
}
