package dev.parley.common.outbox;

import dev.parley.common.kafka.ProcessedEvents;
import dev.parley.common.kafka.RecordSizes;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import javax.sql.DataSource;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.JdbcTemplate;

/// The outbox and its relay, for every service that has a database.
@AutoConfiguration(
    afterName = "org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration")
@ConditionalOnClass({JdbcTemplate.class, KafkaProducer.class})
@ConditionalOnBean(DataSource.class)
@EnableConfigurationProperties(OutboxProperties.class)
public class OutboxAutoConfiguration {

  private final OutboxSignal signal = new OutboxSignal();

  @Bean
  Outbox outbox(DataSource dataSource) {
    return new Outbox(new JdbcTemplate(dataSource), signal);
  }

  @Bean
  ProcessedEvents processedEvents(DataSource dataSource) {
    return new ProcessedEvents(new JdbcTemplate(dataSource));
  }

  @Bean
  OutboxAge outboxAge(DataSource dataSource) {
    return new OutboxAge(new JdbcTemplate(dataSource));
  }

  @Bean
  OutboxRelay outboxRelay(
      DataSource dataSource,
      KafkaProperties kafka,
      OutboxProperties properties,
      MeterRegistry registry) {
    Map<String, Object> settings = kafka.buildProducerProperties();
    settings.put(ProducerConfig.ACKS_CONFIG, "all");
    settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    settings.put(ProducerConfig.LINGER_MS_CONFIG, 0);
    settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, Integer.MAX_VALUE);
    settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 60_000);
    settings.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, RecordSizes.MAX_RECORD);
    return new OutboxRelay(
        dataSource,
        () -> new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer()),
        properties,
        signal,
        new OutboxMetrics(registry));
  }
}
