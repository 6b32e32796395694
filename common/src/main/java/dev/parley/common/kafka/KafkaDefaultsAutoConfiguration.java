package dev.parley.common.kafka;

import dev.parley.common.event.Topics;
import dev.parley.common.security.Revocations;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.kafka.autoconfigure.KafkaAutoConfiguration;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.kafka.config.ConcurrentKafkaListenerContainerFactory;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;
import org.springframework.kafka.core.DefaultKafkaProducerFactory;
import org.springframework.kafka.core.KafkaAdmin;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.kafka.listener.ContainerProperties;
import org.springframework.kafka.listener.DeadLetterPublishingRecoverer;
import org.springframework.kafka.listener.DefaultErrorHandler;
import org.springframework.kafka.support.ExponentialBackOffWithMaxRetries;

/// How every service reads Kafka: bytes in, one record or batch at a time, offsets committed after
/// the effect; a record that fails is retried a bounded number of times and then set aside in
/// `<topic>.dlt` with the reason, so that the next one lands. While the database or another service
/// is away it is the reading that waits, and nothing is set aside.
@AutoConfiguration(before = KafkaAutoConfiguration.class)
@ConditionalOnClass(KafkaTemplate.class)
@EnableConfigurationProperties(KafkaDefaultsProperties.class)
public class KafkaDefaultsAutoConfiguration {

  /// The container factory for listeners that take a batch of records at a time.
  public static final String BATCH = "batchKafkaListenerContainerFactory";

  /// They are few and read by people, in the order in which they were set aside.
  private static final int DEAD_LETTER_PARTITIONS = 1;

  private static final Duration USUALLY_KEPT = Duration.ofDays(7);

  /// They are read from as long ago as a token lives.
  private static final Set<String> REVOCATIONS =
      Set.of(Topics.SESSION_REVOKED, Topics.USER_DELETED);

  @Bean
  @ConditionalOnProperty(name = "parley.kafka.create-topics", matchIfMissing = true)
  KafkaAdmin.NewTopics parleyTopics(
      KafkaDefaultsProperties properties, ObjectProvider<Revocations> revocations) {
    Revocations kept = revocations.getIfAvailable();
    return new KafkaAdmin.NewTopics(
        topics(properties, kept == null ? Duration.ZERO : kept.kept()).toArray(NewTopic[]::new));
  }

  /// @param revocationsKept how long a token's revocation is remembered
  static List<NewTopic> topics(KafkaDefaultsProperties properties, Duration revocationsKept) {
    Stream<String> consumed =
        Stream.concat(
            Topics.fromPlatform().stream(),
            Stream.of(
                Topics.MESSAGE_CREATED,
                Topics.MESSAGE_UPDATED,
                Topics.CONVERSATION_UPDATED,
                Topics.CONVERSATION_ERASED,
                Topics.CONVERSATION_MESSAGE_REQUESTED,
                Topics.MEDIA_UPLOADED,
                Topics.MEDIA_READY,
                Topics.MEDIA_REJECTED,
                Topics.MEDIA_ERASED));
    Stream<NewTopic> own =
        Stream.concat(Topics.own().stream(), Topics.fromPlatform().stream())
            .map(name ->
                topic(
                    name,
                    properties.partitions(),
                    RecordSizes.MAX_RECORD,
                    properties,
                    REVOCATIONS.contains(name) ? kept(revocationsKept) : Map.of()));
    Stream<NewTopic> deadLetters =
        consumed.map(name ->
            topic(
                Topics.deadLetters(name),
                DEAD_LETTER_PARTITIONS,
                RecordSizes.MAX_DEAD_LETTER,
                properties,
                Map.of()));
    return Stream.concat(own, deadLetters).toList();
  }

  private static Map<String, String> kept(Duration least) {
    Duration kept = least.compareTo(USUALLY_KEPT) > 0 ? least : USUALLY_KEPT;
    return Map.of(
        TopicConfig.RETENTION_MS_CONFIG,
        Long.toString(kept.toMillis()),
        TopicConfig.RETENTION_BYTES_CONFIG,
        "-1");
  }

  /// What is acknowledged is on all replicas but one at least: an acknowledgement of the leader
  /// alone, where the others are behind, would be lost with it.
  private static NewTopic topic(
      String name,
      int partitions,
      int maxBytes,
      KafkaDefaultsProperties properties,
      Map<String, String> others) {
    Map<String, String> settings = new HashMap<>(others);
    settings.put(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, Integer.toString(maxBytes));
    settings.put(
        TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG,
        Integer.toString(Math.max(1, properties.replicas() - 1)));
    return new NewTopic(name, partitions, properties.replicas()).configs(settings);
  }

  @Bean
  ConsumerFactory<String, byte[]> kafkaConsumerFactory(KafkaProperties kafka) {
    Map<String, Object> settings = kafka.buildConsumerProperties();
    settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    return new DefaultKafkaConsumerFactory<>(
        settings, new StringDeserializer(), new ByteArrayDeserializer());
  }

  @Bean
  DefaultErrorHandler kafkaErrorHandler(
      KafkaProperties kafka, KafkaDefaultsProperties properties, MeterRegistry registry) {
    Map<String, Object> settings = kafka.buildProducerProperties();
    settings.put(ProducerConfig.ACKS_CONFIG, "all");
    settings.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, RecordSizes.MAX_DEAD_LETTER);
    var deadLetters =
        new KafkaTemplate<>(
            new DefaultKafkaProducerFactory<>(
                settings, new StringSerializer(), new ByteArraySerializer()));
    var recoverer =
        new DeadLetterPublishingRecoverer(
            deadLetters, (record, _) -> new TopicPartition(Topics.deadLetters(record.topic()), -1));
    recoverer.excludeHeader(DeadLetterPublishingRecoverer.HeaderNames.HeadersToAdd.EX_STACKTRACE);
    // A record that could be put nowhere stays where it is and is tried again.
    recoverer.setFailIfSendResultIsError(true);
    var backOff = new ExponentialBackOffWithMaxRetries(properties.retries());
    backOff.setInitialInterval(properties.firstBackoff().toMillis());
    backOff.setMultiplier(2);
    backOff.setMaxInterval(properties.maxBackoff().toMillis());
    var handler =
        new PatientErrorHandler(
            new DeadLetters(recoverer, registry),
            backOff,
            properties.firstBackoff(),
            properties.maxBackoff());
    handler.addNotRetryableExceptions(MalformedEventException.class);
    handler.setCommitRecovered(true);
    return handler;
  }

  @Bean
  ConcurrentKafkaListenerContainerFactory<String, byte[]> kafkaListenerContainerFactory(
      ConsumerFactory<String, byte[]> consumers, DefaultErrorHandler errors) {
    return containers(consumers, errors);
  }

  @Bean(BATCH)
  ConcurrentKafkaListenerContainerFactory<String, byte[]> batchKafkaListenerContainerFactory(
      ConsumerFactory<String, byte[]> consumers, DefaultErrorHandler errors) {
    var factory = containers(consumers, errors);
    factory.setBatchListener(true);
    return factory;
  }

  private static ConcurrentKafkaListenerContainerFactory<String, byte[]> containers(
      ConsumerFactory<String, byte[]> consumers, DefaultErrorHandler errors) {
    var factory = new ConcurrentKafkaListenerContainerFactory<String, byte[]>();
    factory.setConsumerFactory(consumers);
    factory.setCommonErrorHandler(errors);
    factory.getContainerProperties().setAckMode(ContainerProperties.AckMode.BATCH);
    factory.getContainerProperties().setMissingTopicsFatal(false);
    return factory;
  }
}
