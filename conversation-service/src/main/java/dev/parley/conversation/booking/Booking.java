package dev.parley.conversation.booking;

import dev.parley.common.event.BookingStatusChanged;
import dev.parley.common.event.ConversationBody;
import dev.parley.common.id.UserId;
import dev.parley.common.problem.FieldErrors;
import dev.parley.conversation.conversation.ConversationFields;
import dev.parley.conversation.conversation.Pair;
import dev.parley.conversation.platform.PlatformEvents;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A booking's new status whose event has been checked.
///
/// @param eventId tells this change from every other
/// @param text what the event says of it
record Booking(
    String eventId,
    Pair pair,
    ConversationBody.Context context,
    String status,
    @Nullable String text) {

  private static final String TYPE = "booking";
  private static final int MAX_STATUS = 64;

  /// @throws dev.parley.common.kafka.MalformedEventException when the event breaks the contract
  static Booking of(String eventId, BookingStatusChanged event) {
    FieldErrors errors = new FieldErrors();
    List<UserId> users = List.copyOf(PlatformEvents.users(event.participantIds(), 2, errors));
    ConversationBody.Context context = new ConversationBody.Context(TYPE, event.bookingId());
    ConversationFields.checkContext(context, errors);
    PlatformEvents.checkToken(event.status(), "status", MAX_STATUS, errors);
    if (event.text() != null) {
      PlatformEvents.checkText(event.text(), "text", errors);
    }
    PlatformEvents.refuse(errors);
    return new Booking(
        eventId, Pair.of(users.getFirst(), users.getLast()), context, event.status(), event.text());
  }
}
