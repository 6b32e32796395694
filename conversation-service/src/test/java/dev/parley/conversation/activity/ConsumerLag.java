package dev.parley.conversation.activity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.parley.common.testing.KafkaBroker;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/// Waits until a group has committed all that a topic holds.
public final class ConsumerLag {

  private ConsumerLag() {}

  public static void awaitNone(String group, String topic) {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", KafkaBroker.bootstrapServers()))) {
      Map<TopicPartition, OffsetSpec> partitions = new HashMap<>();
      for (var description : admin.describeTopics(List.of(topic)).allTopicNames().get().values()) {
        for (var partition : description.partitions()) {
          partitions.put(new TopicPartition(topic, partition.partition()), OffsetSpec.latest());
        }
      }
      var ends = admin.listOffsets(partitions).all().get();
      await()
          .untilAsserted(() -> {
            var committed =
                admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata().get();
            ends.forEach((partition, end) -> {
              OffsetAndMetadata at = committed.get(partition);
              assertThat(at == null ? 0 : at.offset()).isGreaterThanOrEqualTo(end.offset());
            });
          });
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }
}
