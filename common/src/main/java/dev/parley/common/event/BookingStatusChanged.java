package dev.parley.common.event;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// `booking.status_changed`, from the platform: the two of a booking shall be told.
///
/// @param bookingId the platform's own identifier
/// @param participantIds the two whose conversation it is about
/// @param status the platform's own word, such as `confirmed`
/// @param text what the system message says; what the configuration has for the status unless told
public record BookingStatusChanged(
    String bookingId, List<String> participantIds, String status, @Nullable String text)
    implements EventBody {

  @Override
  public String topic() {
    return Topics.BOOKING_STATUS_CHANGED;
  }

  @Override
  public String partitionKey() {
    return bookingId;
  }
}
