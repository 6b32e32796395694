package dev.parley.conversation.repair;

import dev.parley.conversation.activity.Retelling;
import dev.parley.conversation.message.Heads;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// Mends in a transaction, which a dry run takes back.
@Component
class Mending {

  private final Mender mender;
  private final TransactionTemplate transactions;

  Mending(Mender mender, TransactionTemplate transactions) {
    this.mender = mender;
    this.transactions = transactions;
  }

  Optional<List<Finding>> mend(Stand before, Heads.Head head, Retelling retelling, boolean dryRun) {
    return Objects.requireNonNull(
        transactions.execute(status -> {
          if (dryRun) {
            status.setRollbackOnly();
          }
          return mender.mend(before, head, retelling);
        }));
  }
}
