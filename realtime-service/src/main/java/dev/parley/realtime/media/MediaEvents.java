package dev.parley.realtime.media;

import dev.parley.common.event.Topics;
import dev.parley.common.kafka.BroadcastConsumer;
import java.util.List;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Has this node hear what media-service says. Apart from the messages: no delivery waits for it,
/// and no start.
@Configuration(proxyBeanMethods = false)
class MediaEvents {

  @Bean
  BroadcastConsumer mediaRecords(KafkaProperties kafka, MediaProgressFanOut fanOut) {
    return BroadcastConsumer.ofRecords(
        "media-events",
        kafka.buildConsumerProperties(),
        List.of(Topics.MEDIA_PROGRESS, Topics.MEDIA_READY, Topics.MEDIA_REJECTED),
        fanOut::take);
  }
}
