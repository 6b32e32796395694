package dev.parley.message.credits;

import dev.parley.common.id.ConversationId;
import dev.parley.common.id.MessageId;
import dev.parley.common.id.UserId;
import dev.parley.common.problem.DomainException;
import dev.parley.common.problem.Outages;
import dev.parley.common.problem.UnavailableException;
import dev.parley.message.access.WriteAccess;
import java.time.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/// Charges the sender of a direct message that is about nothing on the platform, before it is
/// stored. Switched off, it costs a send the look at a flag.
///
/// The charge is written down before the ledger is asked, and struck out when the message is
/// stored. What stays, because a process died or the database did not take the message,
/// [Settlement] settles.
@Component
public class CreditDesk {

  private static final Logger log = LoggerFactory.getLogger(CreditDesk.class);

  private final CreditProperties properties;
  private final Charges charges;
  private final Ledger ledger;
  private final Clock clock;

  CreditDesk(CreditProperties properties, Charges charges, Ledger ledger, Clock clock) {
    this.properties = properties;
    this.charges = charges;
    this.ledger = ledger;
    this.clock = clock;
  }

  /// Whether messages there cost something.
  public boolean isPaid(WriteAccess conversation) {
    return properties.enabled() && conversation.isDirectWithoutContext();
  }

  /// Charges for the message, unless it is stored already, which costs nothing again.
  ///
  /// @return what to do when the message is stored
  /// @throws DomainException `insufficient_credits`; `unavailable` when the ledger does not answer
  ///   and messages are not let through then
  public Runnable charge(ConversationId conversation, MessageId message, UserId sender) {
    Charge charge = new Charge(conversation, message, sender, properties.cost());
    if (charges.isStored(charge)) {
      return () -> {};
    }
    if (!charges.begin(charge, clock.instant().plus(properties.settleAfter()))) {
      log.atWarn()
          .addKeyValue("conversation_id", conversation)
          .addKeyValue("message_id", message)
          .log("A charge for the same message is not settled yet");
      throw new UnavailableException("The ledger");
    }
    try {
      if (ledger.charge(charge) == Ledger.Outcome.INSUFFICIENT) {
        charges.forget(charge);
        throw new InsufficientCreditsException();
      }
    } catch (UnavailableException e) {
      if (properties.whenDown() == WhenDown.REFUSE) {
        throw e;
      }
      // What is written down stays, and is charged when the ledger is back.
      return () -> {};
    }
    return () -> strikeOut(charge);
  }

  private void strikeOut(Charge charge) {
    try {
      charges.forget(charge);
    } catch (DataAccessException e) {
      log.atInfo()
          .addKeyValue("message_id", charge.messageId())
          .addKeyValue("cause", Outages.causeOf(e))
          .log("A charge is settled later");
    }
  }
}
