package dev.parley.conversation.repair;

import dev.parley.common.id.ConversationId;
import dev.parley.common.problem.DomainException;
import dev.parley.conversation.activity.Retelling;
import dev.parley.conversation.message.Heads;
import dev.parley.conversation.message.StoredMessages;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/// Looks conversations through, one after the other. What is kept is looked at first and the
/// messages after it, so what is kept can be behind them and must not be ahead; where it has moved
/// by the time it would be mended, it is looked at again.
@Component
class UnreadRepairer {

  private static final int ATTEMPTS = 3;

  private final Stands stands;
  private final Heads heads;
  private final StoredMessages messages;
  private final Mending mending;
  private final RepairProperties properties;

  UnreadRepairer(
      Stands stands,
      Heads heads,
      StoredMessages messages,
      Mending mending,
      RepairProperties properties) {
    this.stands = stands;
    this.heads = heads;
    this.messages = messages;
    this.mending = mending;
    this.properties = properties;
  }

  /// Looks at one after the other, and ends early when that takes long. One whose messages cannot
  /// be asked for counts as busy: what was done before is done, and is told.
  ///
  /// @throws DomainException `unavailable` where not one could be looked at
  RepairPass repair(List<ConversationId> conversations, boolean dryRun) {
    long end = System.nanoTime() + properties.budget().toNanos();
    RepairPass pass = new RepairPass();
    for (ConversationId conversation : conversations) {
      try {
        look(conversation, dryRun, pass);
      } catch (DomainException e) {
        pass.failed(conversation, e);
      }
      if (System.nanoTime() - end > 0) {
        break;
      }
    }
    pass.requireAny();
    return pass;
  }

  private void look(ConversationId conversation, boolean dryRun, RepairPass pass) {
    for (int i = 0; i < ATTEMPTS; i++) {
      Optional<Stand> before = stands.of(conversation, 0);
      if (before.isEmpty()) {
        pass.missing();
        return;
      }
      Optional<RepairReport.Mended> outcome = attempt(conversation, before.get(), dryRun);
      if (outcome.isPresent()) {
        pass.checked(outcome.get());
        return;
      }
    }
    pass.restless(conversation);
  }

  private Optional<RepairReport.Mended> attempt(
      ConversationId conversation, Stand before, boolean dryRun) {
    Heads.Head head =
        heads
            .inFull(List.of(conversation))
            .getOrDefault(conversation, new Heads.Head(conversation, 0, 0));
    Retelling retelling = new Retelling(conversation, from(before, head.lastSeq()));
    messages.after(
        conversation,
        retelling.fromSeq(),
        message -> {
          if (message.seq() <= head.lastSeq()) {
            retelling.take(message);
          }
        });
    return mending
        .mend(before, head, retelling, dryRun)
        .map(findings -> new RepairReport.Mended(conversation, retelling.fromSeq(), findings));
  }

  /// From where the last of the participants has read on, the newest message always among them.
  private long from(Stand before, long lastSeq) {
    long read =
        before.unread().values().stream().mapToLong(Stand.Unread::readSeq).min().orElse(lastSeq);
    return Math.max(0, Math.max(lastSeq - properties.maxMessages(), Math.min(read, lastSeq - 1)));
  }
}
