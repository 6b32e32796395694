package dev.parley.message.access;

import dev.parley.common.event.ConversationBody;
import dev.parley.common.event.Topics;
import dev.parley.common.kafka.BroadcastConsumer;
import dev.parley.common.kafka.EventDecoder;
import dev.parley.common.kafka.MalformedEventException;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Keeps [ConversationAccess] current on this node.
@Configuration(proxyBeanMethods = false)
class ConversationEvents {

  private static final Logger log = LoggerFactory.getLogger(ConversationEvents.class);

  @Bean
  BroadcastConsumer conversationEventConsumer(KafkaProperties kafka, ConversationAccess access) {
    return BroadcastConsumer.ofRecords(
            "access-cache",
            kafka.buildConsumerProperties(),
            List.of(Topics.CONVERSATION_UPDATED),
            record -> take(record, access))
        .whenReading(access::forget);
  }

  private static void take(ConsumerRecord<String, byte[]> record, ConversationAccess access) {
    try {
      access.take(EventDecoder.body(record, ConversationBody.class));
    } catch (MalformedEventException e) {
      log.atWarn()
          .addKeyValue("topic", record.topic())
          .addKeyValue("offset", record.offset())
          .log("Skipped a malformed event");
    }
  }
}
