package dev.parley.conversation.booking;

import dev.parley.common.id.ConversationId;
import dev.parley.common.json.Json;
import dev.parley.conversation.announcement.Announcer;
import dev.parley.conversation.conversation.ConversationState;
import dev.parley.conversation.conversation.PlatformStates;
import dev.parley.conversation.profile.Profiles;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.JsonNode;

/// What a booking's status does to a conversation.
@Component
@Transactional(propagation = Propagation.MANDATORY)
class BookingEffect {

  private final PlatformStates states;
  private final Profiles profiles;
  private final Announcer announcer;
  private final BookingProperties properties;

  BookingEffect(
      PlatformStates states, Profiles profiles, Announcer announcer, BookingProperties properties) {
    this.states = states;
    this.profiles = profiles;
    this.announcer = announcer;
    this.properties = properties;
  }

  void on(ConversationId conversation, Booking booking) {
    @Nullable ConversationState state = properties.states().get(booking.status());
    if (state != null && !hasLostSomeone(booking)) {
      states.set(conversation, state);
    }
    announcer.announce(
        "booking:" + booking.eventId(),
        conversation,
        text(booking),
        metadata(booking),
        properties.silent());
  }

  /// A conversation with an account that is gone stays closed.
  private boolean hasLostSomeone(Booking booking) {
    return !profiles.deletedOf(List.of(booking.pair().low(), booking.pair().high())).isEmpty();
  }

  private String text(Booking booking) {
    if (booking.text() != null) {
      return booking.text();
    }
    return properties
        .texts()
        .getOrDefault(booking.status(), "The booking's status is now: " + booking.status());
  }

  private static JsonNode metadata(Booking booking) {
    return Json.mapper()
        .createObjectNode()
        .put("event", "booking_status_changed")
        .put("booking_id", booking.context().id())
        .put("status", booking.status());
  }
}
