package dev.parley.message.change;

import dev.parley.common.outbox.Outbox;
import dev.parley.message.ordering.Heads;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Component;

/// Writes what a transaction has changed: messages, what belongs to them, heads and events.
@Component
class ChangeWriter {

  private final ChangeStore messages;
  private final ReactionStore reactions;
  private final EditStore edits;
  private final Heads heads;
  private final Outbox outbox;

  ChangeWriter(
      ChangeStore messages, ReactionStore reactions, EditStore edits, Heads heads, Outbox outbox) {
    this.messages = messages;
    this.reactions = reactions;
    this.edits = edits;
    this.heads = heads;
    this.outbox = outbox;
  }

  void write(Workspace space) {
    Collection<StoredMessage> changed = space.changed();
    if (changed.isEmpty()) {
      return;
    }
    messages.update(changed);
    reactions.keep(changed);
    edits.add(changed);
    removeWhatBelongedTo(changed.stream().filter(StoredMessage::isDeleted).toList());
    heads.moveRevs(space.heads());
    outbox.append(space.events());
  }

  private void removeWhatBelongedTo(List<StoredMessage> deleted) {
    if (deleted.isEmpty()) {
      return;
    }
    UUID[] conversations =
        deleted.stream().map(m -> m.stored().conversationId().value()).toArray(UUID[]::new);
    Long[] seqs = deleted.stream().map(StoredMessage::seq).toArray(Long[]::new);
    reactions.remove(conversations, seqs);
    edits.remove(conversations, seqs);
  }
}
