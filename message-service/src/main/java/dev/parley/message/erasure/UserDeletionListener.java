package dev.parley.message.erasure;

import dev.parley.common.event.Topics;
import dev.parley.common.event.UserDeleted;
import dev.parley.common.id.UserId;
import dev.parley.common.kafka.EventDecoder;
import dev.parley.common.kafka.MalformedEventException;
import java.time.Clock;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.stereotype.Component;

/// Notes who is to be erased. The work itself may take long, and is done beside the listener.
@Component
class UserDeletionListener {

  private final Erasures erasures;
  private final ErasureProperties properties;
  private final Clock clock;

  UserDeletionListener(Erasures erasures, ErasureProperties properties, Clock clock) {
    this.erasures = erasures;
    this.properties = properties;
    this.clock = clock;
  }

  @KafkaListener(topics = Topics.USER_DELETED, groupId = "message-service.erasure")
  void note(ConsumerRecord<String, byte[]> record) {
    @Nullable String user = userOf(EventDecoder.body(record, UserDeleted.class));
    if (user == null || !UserId.isValid(user) || user.equals(UserId.SYSTEM.value())) {
      throw new MalformedEventException("the event names no user", null);
    }
    erasures.request(new UserId(user), clock.instant(), properties.againAfter());
  }

  /// The field comes from JSON, where it may be missing.
  @SuppressWarnings("NullAway")
  private static @Nullable String userOf(UserDeleted event) {
    return event.userId();
  }
}
