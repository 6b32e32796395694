package dev.parley.common.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.common.event.Topics;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The topics that are made where they are missing.
class NewTopicsTests {

  @ParameterizedTest
  @CsvSource({"1, 1", "2, 1", "3, 2", "5, 4"})
  void areAcknowledgedByAllReplicasButOne(short replicas, String least) {
    assertThat(topics(replicas, Duration.ofDays(30)).values())
        .isNotEmpty()
        .allSatisfy(topic -> {
          assertThat(topic.replicationFactor()).isEqualTo(replicas);
          assertThat(topic.configs()).containsEntry("min.insync.replicas", least);
        });
  }

  @Test
  void keepRevocationsForAsLongAsTokensLive() {
    for (String name : new String[] {Topics.SESSION_REVOKED, Topics.USER_DELETED}) {
      assertThat(retention(name, Duration.ofDays(30))).isEqualTo(Duration.ofDays(30));
      // And no shorter than Kafka's own default.
      assertThat(retention(name, Duration.ofHours(1))).isEqualTo(Duration.ofDays(7));
    }
  }

  private static Duration retention(String name, Duration life) {
    String millis =
        Objects.requireNonNull(topics((short) 1, life).get(name)).configs().get("retention.ms");
    return Duration.ofMillis(Long.parseLong(Objects.requireNonNull(millis)));
  }

  private static Map<String, NewTopic> topics(short replicas, Duration life) {
    var properties =
        new KafkaDefaultsProperties(
            8, replicas, true, 5, Duration.ofMillis(100), Duration.ofSeconds(5));
    return KafkaDefaultsAutoConfiguration.topics(properties, life).stream()
        .collect(Collectors.toMap(NewTopic::name, Function.identity()));
  }
}
