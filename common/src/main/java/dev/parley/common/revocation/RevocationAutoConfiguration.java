package dev.parley.common.revocation;

import dev.parley.common.security.Revocations;
import dev.parley.common.security.SecurityAutoConfiguration;
import java.time.Clock;
import org.apache.kafka.clients.consumer.Consumer;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.kafka.autoconfigure.KafkaAutoConfiguration;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.context.annotation.Bean;

/// Revoked tokens are refused wherever there is Kafka to tell of them.
@AutoConfiguration(after = {SecurityAutoConfiguration.class, KafkaAutoConfiguration.class})
@ConditionalOnClass({Consumer.class, KafkaProperties.class})
@ConditionalOnProperty("spring.kafka.bootstrap-servers")
public class RevocationAutoConfiguration {

  @Bean
  RevocationFeed revocationFeed(
      Revocations revocations,
      ObjectProvider<RevocationListener> listeners,
      KafkaProperties kafka,
      Clock clock) {
    return new RevocationFeed(
        revocations, listeners.orderedStream().toList(), kafka.buildConsumerProperties(), clock);
  }
}
