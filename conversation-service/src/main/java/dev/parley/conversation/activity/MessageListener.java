package dev.parley.conversation.activity;

import dev.parley.common.event.MessageBody;
import dev.parley.common.event.Topics;
import dev.parley.common.id.UserId;
import dev.parley.common.json.Text;
import dev.parley.common.kafka.EventDecoder;
import dev.parley.common.kafka.KafkaDefaultsAutoConfiguration;
import dev.parley.common.kafka.MalformedEventException;
import dev.parley.common.kafka.RecordBatches;
import dev.parley.conversation.participant.ParticipantIds;
import dev.parley.conversation.profile.SeenProfiles;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.stereotype.Component;

/// Follows the messages: `message.created`, and `message.updated` for edits and deletions.
@Component
class MessageListener {

  private final Activities activities;
  private final SeenProfiles profiles;
  private final UnknownConversations unknown;

  MessageListener(Activities activities, SeenProfiles profiles, UnknownConversations unknown) {
    this.activities = activities;
    this.profiles = profiles;
    this.unknown = unknown;
  }

  /// A malformed record goes to the dead letters, after the records before it have had their effect
  /// and before those after it.
  @KafkaListener(
      groupId = "${spring.application.name}.messages",
      topics = {Topics.MESSAGE_CREATED, Topics.MESSAGE_UPDATED},
      containerFactory = KafkaDefaultsAutoConfiguration.BATCH,
      concurrency = "${parley.conversation.activity.concurrency}",
      properties = {
        "max.poll.records=${parley.conversation.activity.batch}",
        "fetch.min.bytes=${parley.conversation.activity.min-bytes}",
        "fetch.max.wait.ms=${parley.conversation.activity.max-wait-ms}"
      })
  void take(List<ConsumerRecord<String, byte[]>> records) {
    Activity activity = new Activity();
    RecordBatches.take(records, record -> activity.take(message(record)), () -> apply(activity));
  }

  private void apply(Activity activity) {
    if (activity.isEmpty()) {
      return;
    }
    unknown.count(activity.newest().size() - activities.apply(activity));
    for (MessageBody message : activity.newest()) {
      if (ParticipantIds.isUser(message.senderId())) {
        profiles.take(UserId.of(message.senderId()), message.senderName(), null);
      }
    }
  }

  private static MessageBody message(ConsumerRecord<String, byte[]> record) {
    MessageBody message = EventDecoder.body(record, MessageBody.class);
    if (!isComplete(message)) {
      throw new MalformedEventException("the message lacks what every message has", null);
    }
    return message;
  }

  @SuppressWarnings("ConstantValue") // JSON can leave out what the record's type promises
  private static boolean isComplete(MessageBody message) {
    return message.id() != null
        && message.conversationId() != null
        && message.seq() > 0
        && message.rev() > 0
        && message.type() != null
        && message.senderId() != null
        && message.createdAt() != null
        && message.mentions() != null
        && message.attachments() != null
        && Text.isStorable(message.senderId());
  }
}
