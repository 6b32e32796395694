package dev.parley.media.erasure;

import dev.parley.common.event.Topics;
import dev.parley.common.event.UserDeleted;
import dev.parley.common.id.UserId;
import dev.parley.common.kafka.EventDecoder;
import dev.parley.common.kafka.MalformedEventException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.stereotype.Component;

/// Takes away what a deleted user has uploaded, in messages that others have forwarded too.
@Component
class UserDeletionListener {

  private static final Logger log = LoggerFactory.getLogger(UserDeletionListener.class);
  private static final int BATCH = 500;

  private final Erasures erasures;

  UserDeletionListener(Erasures erasures) {
    this.erasures = erasures;
  }

  @KafkaListener(topics = Topics.USER_DELETED, groupId = "media-service.erasure")
  void take(ConsumerRecord<String, byte[]> record) {
    @Nullable String user = userOf(EventDecoder.body(record, UserDeleted.class));
    if (user == null || !UserId.isValid(user)) {
      throw new MalformedEventException("the event names no user", null);
    }
    boolean isMore = true;
    while (isMore) {
      isMore = erasures.eraseOf(new UserId(user), BATCH);
    }
    log.info("A deleted user's media is erased");
  }

  /// The field comes from JSON, where it may be missing.
  @SuppressWarnings("NullAway")
  private static @Nullable String userOf(UserDeleted event) {
    return event.userId();
  }
}
