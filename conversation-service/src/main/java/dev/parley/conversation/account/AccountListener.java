package dev.parley.conversation.account;

import dev.parley.common.event.Topics;
import dev.parley.common.event.UserDeleted;
import dev.parley.common.event.UserUpdated;
import dev.parley.common.id.UserId;
import dev.parley.common.kafka.EventDecoder;
import dev.parley.common.problem.FieldErrors;
import dev.parley.conversation.participant.ParticipantIds;
import dev.parley.conversation.platform.PlatformEvents;
import dev.parley.conversation.profile.AvatarUrls;
import dev.parley.conversation.profile.ProfileKeeper;
import dev.parley.conversation.profile.Profiles;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.stereotype.Component;

/// Takes the platform's `user.updated` and `user.deleted`.
@Component
class AccountListener {

  private final ProfileKeeper profiles;
  private final AccountEraser eraser;

  AccountListener(ProfileKeeper profiles, AccountEraser eraser) {
    this.profiles = profiles;
    this.eraser = eraser;
  }

  /// The event is the whole profile: what it leaves out is gone. One that comes late, as from the
  /// dead letters, changes nothing that was said after it.
  @KafkaListener(groupId = "${spring.application.name}.profiles", topics = Topics.USER_UPDATED)
  void update(ConsumerRecord<String, byte[]> record) {
    UserUpdated event = EventDecoder.body(record, UserUpdated.class);
    FieldErrors errors = new FieldErrors();
    errors.rejectIf(!ParticipantIds.isUser(event.userId()), "user_id", "invalid");
    if (event.name() != null) {
      PlatformEvents.checkToken(event.name(), "name", Profiles.MAX_NAME, errors);
    }
    if (event.avatarUrl() != null) {
      errors.add("avatar_url", AvatarUrls.problemOf(event.avatarUrl()));
    }
    PlatformEvents.refuse(errors);
    profiles.take(
        new UserId(event.userId()), event.name(), event.avatarUrl(), EventDecoder.timeOf(record));
  }

  @KafkaListener(groupId = "${spring.application.name}.deletions", topics = Topics.USER_DELETED)
  void delete(ConsumerRecord<String, byte[]> record) {
    UserDeleted event = EventDecoder.body(record, UserDeleted.class);
    FieldErrors errors = new FieldErrors();
    errors.rejectIf(!ParticipantIds.isUser(event.userId()), "user_id", "invalid");
    PlatformEvents.refuse(errors);
    try (var _ = EventDecoder.trace(record)) {
      eraser.erase(new UserId(event.userId()));
    }
  }
}
