package dev.parley.media.progress;

import dev.parley.common.kafka.BroadcastProducer;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class ProgressConfiguration {

  @Bean
  BroadcastProducer progressProducer(KafkaProperties kafka) {
    return new BroadcastProducer("media-progress", kafka.buildProducerProperties());
  }
}
