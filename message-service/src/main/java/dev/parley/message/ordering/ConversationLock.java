package dev.parley.message.ordering;

import dev.parley.common.id.ConversationId;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.SequencedSet;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// Runs what takes numbers, in a transaction that holds the heads it takes them from.
@Component
public class ConversationLock {

  /// What is done under the locks.
  public interface Work<R> {

    /// @param now the one moment at which all of it happens
    R run(Map<ConversationId, Head> heads, Instant now);
  }

  private final Heads heads;
  private final TransactionTemplate transaction;
  private final Clock clock;

  ConversationLock(Heads heads, TransactionTemplate transaction, Clock clock) {
    this.heads = heads;
    this.transaction = transaction;
    this.clock = clock;
  }

  /// With a head for each of the conversations, made if need be.
  public <R> R withAll(SequencedSet<ConversationId> conversations, Work<R> work) {
    heads.ensure(conversations);
    return transaction.execute(_ -> work.run(heads.lock(conversations), now()));
  }

  /// With the heads that there are: a conversation without a message has none.
  public <R> R withExisting(SequencedSet<ConversationId> conversations, Work<R> work) {
    return transaction.execute(_ -> work.run(heads.lockExisting(conversations), now()));
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }
}
