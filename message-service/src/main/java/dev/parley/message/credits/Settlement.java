package dev.parley.message.credits;

import dev.parley.common.problem.UnavailableException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/// Settles the charges that were left over: a message that is stored is charged, by its key and so
/// once; one that is not costs nothing, and what was charged for it is taken back.
@Component
class Settlement {

  private static final Logger log = LoggerFactory.getLogger(Settlement.class);
  private static final int AT_ONCE = 50;

  /// How long one process has a charge for itself; a ledger that is away is asked that often.
  private static final Duration LEASE = Duration.ofSeconds(30);

  private final Charges charges;
  private final Ledger ledger;
  private final Clock clock;

  Settlement(Charges charges, Ledger ledger, Clock clock) {
    this.charges = charges;
    this.ledger = ledger;
    this.clock = clock;
  }

  /// @return whether there may be more to settle at once
  boolean step() {
    List<Charge> due = charges.takeDue(clock.instant(), LEASE, AT_ONCE);
    for (Charge charge : due) {
      try {
        settle(charge);
      } catch (UnavailableException e) {
        // The ledger is away, and as likely for the others as for this one.
        return false;
      }
    }
    return due.size() == AT_ONCE;
  }

  private void settle(Charge charge) {
    if (charges.isStored(charge)) {
      collect(charge);
    } else if (charges.turnToRefund(charge) && !charges.isStored(charge)) {
      ledger.takeBack(charge);
      charges.forget(charge);
      log.atInfo().addKeyValue("message_id", charge.messageId()).log("Took a charge back");
    }
  }

  private void collect(Charge charge) {
    if (ledger.charge(charge) == Ledger.Outcome.CHARGED) {
      charges.forget(charge);
    } else {
      charges.giveUp(charge);
      log.atWarn()
          .addKeyValue("message_id", charge.messageId())
          .addKeyValue("user_id", charge.userId())
          .log("A message that was let through cannot be paid");
    }
  }
}
