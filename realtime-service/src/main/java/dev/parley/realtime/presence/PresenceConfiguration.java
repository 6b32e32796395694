package dev.parley.realtime.presence;

import dev.parley.common.kafka.BroadcastProducer;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class PresenceConfiguration {

  /// To the other nodes.
  @Bean
  BroadcastProducer nodeProducer(KafkaProperties kafka) {
    return new BroadcastProducer("nodes", kafka.buildProducerProperties());
  }

  @Bean
  PresenceBook presenceBook(NodeName name, PresenceProperties properties) {
    return new PresenceBook(name.value(), properties);
  }
}
