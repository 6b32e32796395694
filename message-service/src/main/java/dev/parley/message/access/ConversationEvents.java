package dev.parley.message.access;

import dev.parley.common.event.ConversationBody;
import dev.parley.common.event.Topics;
import dev.parley.common.kafka.BroadcastConsumer;
import dev.parley.common.kafka.EventDecoder;
import java.util.List;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Keeps [ConversationAccess] current on this node.
@Configuration(proxyBeanMethods = false)
class ConversationEvents {

  @Bean
  BroadcastConsumer conversationEventConsumer(KafkaProperties kafka, ConversationAccess access) {
    return BroadcastConsumer.ofRecords(
            "access-cache",
            kafka.buildConsumerProperties(),
            List.of(Topics.CONVERSATION_UPDATED),
            record -> access.take(EventDecoder.body(record, ConversationBody.class)))
        .whenReading(access::forget);
  }
}
