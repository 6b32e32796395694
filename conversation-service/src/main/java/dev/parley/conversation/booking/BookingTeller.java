package dev.parley.conversation.booking;

import dev.parley.common.id.ConversationId;
import dev.parley.common.kafka.ProcessedEvents;
import dev.parley.conversation.conversation.About;
import dev.parley.conversation.opening.ConversationOpener;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// Tells the two of a booking what has become of it, in their one conversation, and opens or closes
/// that as the configuration says: once for each event, in one transaction. A booking may come to
/// the same status more than once, so it is the event that is known again and not the status.
@Component
class BookingTeller {

  private static final Logger log = LoggerFactory.getLogger(BookingTeller.class);
  private static final String CONSUMER = "booking";

  private final ProcessedEvents processed;
  private final ConversationOpener opener;
  private final BookingEffect effect;

  BookingTeller(ProcessedEvents processed, ConversationOpener opener, BookingEffect effect) {
    this.processed = processed;
    this.opener = opener;
    this.effect = effect;
  }

  @Transactional
  public void tell(Booking booking) {
    if (!processed.isFirst(CONSUMER, booking.eventId())) {
      return;
    }
    Optional<ConversationId> conversation =
        opener.forPlatform(booking.pair(), About.asPlatformSays(booking.context()));
    if (conversation.isEmpty()) {
      log.atInfo()
          .addKeyValue("booking", booking.context().id())
          .log("A booking of two who cannot talk to each other opens nothing");
      return;
    }
    effect.on(conversation.get(), booking);
  }
}
