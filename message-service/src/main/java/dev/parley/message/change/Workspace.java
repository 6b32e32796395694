package dev.parley.message.change;

import dev.parley.common.event.Event;
import dev.parley.common.event.MessageBody;
import dev.parley.common.id.ConversationId;
import dev.parley.common.id.MessageId;
import dev.parley.common.json.Json;
import dev.parley.message.history.Slot;
import dev.parley.message.ordering.Head;
import dev.parley.message.ordering.MessageEvents;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedSet;
import org.jspecify.annotations.Nullable;

/// What one transaction works on: the messages it may change, the numbers it takes, the events that
/// tell of it.
final class Workspace {

  private final Map<ConversationId, Head> heads;
  private final Instant now;
  private final Map<Slot, StoredMessage> messages = new HashMap<>();
  private final Map<Slot, List<StoredMessage>> quoting = new HashMap<>();
  private final Map<ConversationId, Integer> pinned = new HashMap<>();
  private final SequencedSet<StoredMessage> changed = new LinkedHashSet<>();
  private final List<Event> events = new ArrayList<>();
  private boolean leavesQuotes;

  Workspace(Map<ConversationId, Head> heads, Instant now) {
    this.heads = heads;
    this.now = now;
  }

  Instant now() {
    return now;
  }

  void add(MessageBody message, Reactions.Stored reactors) {
    Slot slot = new Slot(message.conversationId(), message.id());
    if (messages.containsKey(slot)) {
      return;
    }
    var stored = new StoredMessage(message, reactors);
    messages.put(slot, stored);
    if (message.replyTo() != null) {
      quoting
          .computeIfAbsent(
              new Slot(message.conversationId(), message.replyTo().id()), _ -> new ArrayList<>())
          .add(stored);
    }
  }

  @Nullable StoredMessage find(Slot slot) {
    return messages.get(slot);
  }

  /// The root of the thread that it is in; null for one that is in none.
  @Nullable StoredMessage rootOf(StoredMessage message) {
    MessageId root = message.stored().threadRoot();
    return root == null ? null : find(new Slot(message.stored().conversationId(), root));
  }

  /// Those that answer it, as far as they were loaded.
  List<StoredMessage> quoting(StoredMessage message) {
    return quoting.getOrDefault(
        new Slot(message.stored().conversationId(), message.stored().id()), List.of());
  }

  /// Says that there may be more that quote what is deleted here than were loaded.
  void leavesQuotes(boolean now) {
    leavesQuotes = now;
  }

  boolean leavesQuotes() {
    return leavesQuotes;
  }

  void pinned(Map<ConversationId, Integer> counts) {
    pinned.putAll(counts);
  }

  int pinnedIn(ConversationId conversation) {
    return pinned.getOrDefault(conversation, 0);
  }

  void countPin(ConversationId conversation, int more) {
    pinned.merge(conversation, more, Integer::sum);
  }

  /// The rev that the next change in its conversation takes.
  long nextRev(StoredMessage message) {
    return head(message).lastRev() + 1;
  }

  /// Gives the change its rev and its event.
  void record(StoredMessage message, String change, @Nullable String trace) {
    message.revise(head(message).nextRev());
    changed.add(message);
    MessageBody body = message.body(change);
    events.add(MessageEvents.of(body, Json.mapper().writeValueAsBytes(body), now, trace));
  }

  Collection<StoredMessage> changed() {
    return changed;
  }

  List<Event> events() {
    return events;
  }

  Collection<Head> heads() {
    return heads.values();
  }

  private Head head(StoredMessage message) {
    return Objects.requireNonNull(heads.get(message.stored().conversationId()));
  }
}
