package dev.parley.media.erasure;

import dev.parley.common.event.Topics;
import dev.parley.common.event.UserDeleted;
import dev.parley.common.id.UserId;
import dev.parley.common.kafka.EventDecoder;
import org.apache.kafka.clients.consumer.ConsumerRecord;
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
    UserId user = EventDecoder.user(EventDecoder.body(record, UserDeleted.class).userId());
    boolean isMore = true;
    while (isMore) {
      isMore = erasures.eraseOf(user, BATCH);
    }
    log.atInfo().addKeyValue("user_id", user).log("A deleted user's media is erased");
  }
}
