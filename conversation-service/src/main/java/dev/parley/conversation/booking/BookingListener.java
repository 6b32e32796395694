package dev.parley.conversation.booking;

import dev.parley.common.event.BookingStatusChanged;
import dev.parley.common.event.Topics;
import dev.parley.common.kafka.EventDecoder;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.stereotype.Component;

/// Takes the platform's `booking.status_changed`.
@Component
class BookingListener {

  private final BookingTeller teller;

  BookingListener(BookingTeller teller) {
    this.teller = teller;
  }

  @KafkaListener(
      groupId = "${spring.application.name}.bookings",
      topics = Topics.BOOKING_STATUS_CHANGED)
  void take(ConsumerRecord<String, byte[]> record) {
    try (var _ = EventDecoder.trace(record)) {
      teller.tell(
          Booking.of(
              EventDecoder.idOf(record), EventDecoder.body(record, BookingStatusChanged.class)));
    }
  }
}
