package dev.parley.message.sending;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.common.event.Topics;
import dev.parley.common.json.Json;
import dev.parley.message.testing.Client;
import dev.parley.message.testing.KafkaLog;
import dev.parley.message.testing.MessageServiceTest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class ThreadIT extends MessageServiceTest {

  private UUID conversation;
  private UUID root;

  @BeforeEach
  void begin() {
    conversation = conversationService.group("anna", "ben");
    root = UUID.randomUUID();
    client.sendText("anna", conversation, root, "root");
  }

  @Test
  void theRootCountsItsReplies() {
    assertThat(theRoot().has("thread_reply_count")).isFalse();
    UUID first = reply("ben", root);
    reply("anna", first);

    assertThat(theRoot().path("thread_reply_count").asInt()).isEqualTo(2);
    assertThat(theRoot().path("rev").asLong()).isEqualTo(5);
    client.delete("ben", Client.messageOf(conversation, first));
    client.delete("ben", Client.messageOf(conversation, first));

    assertThat(theRoot().path("thread_reply_count").asInt()).isEqualTo(1);
    JsonNode tombstone = client.get("anna", Client.messageOf(conversation, first)).json();
    assertThat(tombstone.path("thread_root").asString()).isEqualTo(root.toString());
    try (var log = new KafkaLog(Topics.MESSAGE_UPDATED)) {
      assertThat(log.of(conversation, 4))
          .extracting(record -> Json.mapper().readTree(record.value()).path("change").asString())
          .containsExactly("thread", "thread", "deleted", "thread");
    }
  }

  @Test
  void aThreadWhoseRootIsDeletedGoesOn() {
    reply("ben", root);
    client.delete("anna", Client.messageOf(conversation, root));
    reply("ben", root);

    assertThat(theRoot().has("deleted_at")).isTrue();
    assertThat(theRoot().path("thread_reply_count").asInt()).isEqualTo(2);
  }

  @Test
  void manyRepliesAtOnceAreAllCountedAndLeaveNoGap() throws Exception {
    int senders = 6;
    int each = 10;
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int s = 0; s < senders; s++) {
        threads.submit(() -> {
          List<Map<String, Object>> items = new ArrayList<>();
          for (int i = 0; i < each; i++) {
            items.add(
                Client.item(
                    "ben",
                    Map.of("conversation_id", conversation, "content", "x", "thread_root", root)));
          }
          return client.sends(items);
        });
      }
    }

    assertThat(theRoot().path("thread_reply_count").asInt()).isEqualTo(senders * each);
    assertThat(seqsOf(conversation))
        .isEqualTo(LongStream.rangeClosed(1, 1 + senders * each).boxed().toList());
    List<Long> revs = new ArrayList<>();
    for (String topic : List.of(Topics.MESSAGE_CREATED, Topics.MESSAGE_UPDATED)) {
      try (var log = new KafkaLog(topic)) {
        log.quietly(conversation).stream()
            .map(record -> Long.valueOf(String.valueOf(KafkaLog.header(record, "ce_rev"))))
            .forEach(revs::add);
      }
    }
    assertThat(revs.stream().sorted().toList())
        .isEqualTo(LongStream.rangeClosed(1, revs.size()).boxed().toList());
    assertThat(revs).contains(theRoot().path("rev").asLong());
  }

  @Test
  void aThreadStaysInItsConversation() {
    UUID elsewhere = conversationService.group("anna", "ben");
    assertRefused(
        client.send("ben", elsewhere, Map.of("content", "x", "thread_root", root)),
        400,
        "validation_failed");
    assertThat(theRoot().has("thread_reply_count")).isFalse();
  }

  @Test
  void onlyAdminsMentionAll() {
    assertThat(mention("anna", "@all").status()).isEqualTo(201);
    assertRefused(mention("ben", "@all"), 400, "validation_failed");
    assertThat(mention("ben", "anna").json().path("mentions").get(0).asString()).isEqualTo("anna");
    UUID direct = conversationService.direct("anna", "ben");
    Stream.of("anna", "ben")
        .forEach(user ->
            assertRefused(
                client.send(user, direct, Map.of("content", "x", "mentions", List.of("@all"))),
                400,
                "validation_failed"));
  }

  private Client.Answer mention(String user, String whom) {
    return client.send(user, conversation, Map.of("content", "hey", "mentions", List.of(whom)));
  }

  private UUID reply(String user, UUID to) {
    UUID id = UUID.randomUUID();
    Client.Answer answer =
        client.send(user, conversation, Map.of("id", id, "content", "x", "thread_root", to));
    assertThat(answer.status()).as(answer.text()).isEqualTo(201);
    return id;
  }

  private JsonNode theRoot() {
    return client.get("ben", Client.messageOf(conversation, root)).json();
  }
}
