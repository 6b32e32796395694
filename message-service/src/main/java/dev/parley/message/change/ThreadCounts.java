package dev.parley.message.change;

import dev.parley.common.event.Event;
import dev.parley.common.event.MessageBody;
import dev.parley.common.id.ConversationId;
import dev.parley.message.history.Slot;
import dev.parley.message.ordering.Head;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/// Counts new replies at the roots of their threads.
@Component
public class ThreadCounts {

  private final ChangeStore store;

  ThreadCounts(ChangeStore store) {
    this.store = store;
  }

  /// In the transaction that stores the replies: each root takes a rev of its locked head, after
  /// those of the replies.
  ///
  /// @param replies how many of them, by root
  /// @return the events that tell of it
  public List<Event> raise(
      Map<Slot, Integer> replies, Map<ConversationId, Head> heads, Instant now) {
    var space = new Workspace(heads, now);
    for (MessageBody found : store.find(replies.keySet())) {
      space.add(found, (_, _) -> List.of());
    }
    replies.forEach((slot, count) -> {
      StoredMessage root = space.find(slot);
      if (root != null) {
        root.countReplies(count);
        space.record(root, "thread", null);
      }
    });
    if (!space.changed().isEmpty()) {
      store.update(space.changed());
    }
    return space.events();
  }
}
