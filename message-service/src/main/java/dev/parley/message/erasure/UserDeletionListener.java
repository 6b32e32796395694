package dev.parley.message.erasure;

import dev.parley.common.event.Topics;
import dev.parley.common.event.UserDeleted;
import dev.parley.common.id.UserId;
import dev.parley.common.kafka.EventDecoder;
import dev.parley.common.kafka.MalformedEventException;
import java.time.Clock;
import org.apache.kafka.clients.consumer.ConsumerRecord;
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
    UserId user = EventDecoder.user(EventDecoder.body(record, UserDeleted.class).userId());
    if (user.equals(UserId.SYSTEM)) {
      throw new MalformedEventException("the suite itself is no user", null);
    }
    erasures.request(user, clock.instant(), properties.againAfter());
  }
}
