package dev.parley.message.sending;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.common.event.Topics;
import dev.parley.common.json.Json;
import dev.parley.message.testing.Client;
import dev.parley.message.testing.KafkaLog;
import dev.parley.message.testing.MessageServiceTest;
import java.net.http.HttpRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class MessageEventsIT extends MessageServiceTest {

  private KafkaLog log;

  @BeforeEach
  void open() {
    log = new KafkaLog(Topics.MESSAGE_CREATED);
  }

  @AfterEach
  void close() {
    log.close();
  }

  @Test
  void eachStoredMessageIsACloudEventWithItsNumbersAndItsTrace() {
    UUID conversation = conversationService.group("anna", "ben");
    UUID id = UUID.randomUUID();
    String trace = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
    JsonNode message =
        client
            .exchange(
                client
                    .asUser("anna", Client.messagesOf(conversation))
                    .header("traceparent", trace)
                    .header("content-type", "application/json")
                    .POST(
                        HttpRequest.BodyPublishers.ofString(
                            "{\"id\":\"%s\",\"content\":\"hi\"}".formatted(id))))
            .json();

    ConsumerRecord<String, byte[]> record = log.of(conversation, 1).getFirst();

    assertThat(Json.mapper().readTree(record.value())).isEqualTo(message);
    assertThat(KafkaLog.header(record, "ce_specversion")).isEqualTo("1.0");
    assertThat(UUID.fromString(String.valueOf(KafkaLog.header(record, "ce_id")))).isNotNull();
    assertThat(KafkaLog.header(record, "ce_type")).isEqualTo("message.created");
    assertThat(KafkaLog.header(record, "ce_source")).isEqualTo("/message-service");
    assertThat(KafkaLog.header(record, "ce_subject")).isEqualTo(id.toString());
    assertThat(KafkaLog.header(record, "ce_seq")).isEqualTo("1");
    assertThat(KafkaLog.header(record, "ce_rev")).isEqualTo("1");
    assertThat(KafkaLog.header(record, "ce_time")).matches("\\d{4}-\\d\\d-\\d\\dT.*Z");
    assertThat(KafkaLog.header(record, "content-type")).isEqualTo("application/json");
    assertThat(KafkaLog.header(record, "traceparent")).isEqualTo(trace);
  }

  @Test
  void eventsOfAConversationComeInItsOrder() throws Exception {
    UUID one = conversationService.group("anna", "ben");
    UUID other = conversationService.group("anna", "ben");
    int senders = 6;
    int each = 30;
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> all = new ArrayList<>();
      for (int s = 0; s < senders; s++) {
        all.add(
            threads.submit(() -> {
              for (int i = 0; i < each; i++) {
                client.sends(
                    List.of(
                        Client.item("anna", Client.text(one, UUID.randomUUID(), "a")),
                        Client.item("ben", Client.text(other, UUID.randomUUID(), "b"))));
              }
            }));
      }
      for (Future<?> future : all) {
        future.get();
      }
    }

    for (UUID conversation : List.of(one, other)) {
      assertThat(log.of(conversation, senders * each))
          .extracting(record -> Long.valueOf(String.valueOf(KafkaLog.header(record, "ce_seq"))))
          .isEqualTo(LongStream.rangeClosed(1, senders * each).boxed().toList());
    }
  }

  @Test
  void neitherDuplicatesNorRefusalsAreEvents() {
    UUID conversation = conversationService.group("anna", "ben");
    UUID id = UUID.randomUUID();
    client.sendText("anna", conversation, id, "one");
    client.sendText("anna", conversation, id, "one");
    client.sendText("mallory", conversation, UUID.randomUUID(), "no");
    client.sendText("ben", conversation, id, "conflict");

    log.of(conversation, 1);
    assertThat(log.quietly(conversation)).hasSize(1);
  }
}
