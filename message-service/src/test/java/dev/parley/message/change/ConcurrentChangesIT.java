package dev.parley.message.change;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.common.event.Topics;
import dev.parley.common.json.Json;
import dev.parley.message.testing.Client;
import dev.parley.message.testing.KafkaLog;
import dev.parley.message.testing.MessageServiceTest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

class ConcurrentChangesIT extends MessageServiceTest {

  private static final int USERS = 30;
  private static final int EDITS = 30;
  private static final String[] EMOJIS = {"👍", "🎉", "❤️"};

  private final String[] users =
      IntStream.range(0, USERS).mapToObj("user-%02d"::formatted).toArray(String[]::new);

  @Test
  void everyReactionAndEditOnOneMessageCountsAndTakesItsOwnRev() throws Exception {
    UUID conversation = conversationService.group(users);
    UUID id = UUID.randomUUID();
    client.sendText(users[0], conversation, id, "0");
    List<Callable<Integer>> work = new ArrayList<>();
    for (String user : users) {
      for (String emoji : EMOJIS) {
        work.add(() -> client.put(user, Client.reactionTo(conversation, id, emoji)).status());
      }
      work.add(
          () -> client.sendText(user, conversation, UUID.randomUUID(), "meanwhile").status() - 1);
    }
    for (int i = 1; i <= EDITS; i++) {
      String text = Integer.toString(i);
      work.add(() ->
          client
              .patch(users[0], Client.messageOf(conversation, id), Map.of("content", text))
              .status());
    }

    assertThat(all(work)).containsOnly(200);

    JsonNode message = client.get(users[1], Client.messageOf(conversation, id)).json();
    assertThat(message.path("reactions")).hasSize(EMOJIS.length);
    assertThat(message.path("reactions"))
        .allSatisfy(r -> {
          assertThat(r.path("count").asInt()).isEqualTo(USERS);
          assertThat(r.path("user_ids")).hasSize(20);
          assertThat(r.path("me").asBoolean()).isTrue();
        });
    assertThat(
            client
                .get(users[1], Client.messageOf(conversation, id) + "/edits")
                .json()
                .path("items"))
        .hasSize(EDITS);
    assertThat(revsOfEvents(conversation, 1 + USERS, USERS * EMOJIS.length + EDITS))
        .isEqualTo(numbersTo(1 + USERS + USERS * EMOJIS.length + EDITS));
  }

  @Test
  void aRandomCrowdLeavesEachMessageAsItsEventsTellIt() throws Exception {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    UUID conversation = conversationService.group(users);
    List<UUID> ids = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      ids.add(UUID.randomUUID());
      client.sendText(users[0], conversation, ids.getLast(), "start");
    }
    List<Callable<Integer>> work = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      List<Map<String, Object>> items = new ArrayList<>();
      for (int k = 0; k < 10; k++) {
        items.add(randomChange(random, conversation, ids));
      }
      work.add(() -> client.edits(items).size());
    }

    assertThat(all(work)).containsOnly(10);

    try (var log = new KafkaLog(Topics.MESSAGE_UPDATED)) {
      Map<String, JsonNode> told = new HashMap<>();
      for (var record : log.quietly(conversation)) {
        JsonNode body = Json.mapper().readTree(record.value());
        told.put(body.path("id").asString(), body);
      }
      for (UUID id : ids) {
        JsonNode body = Objects.requireNonNull(told.get(id.toString()));
        JsonNode stored = client.get("user-29", Client.messageOf(conversation, id)).json();
        assertThat(without(stored)).as("seed " + seed).isEqualTo(without(body));
      }
    }
  }

  @Test
  void noPreviewOutlivesWhatItShows() throws Exception {
    UUID conversation = conversationService.group(users);
    for (int round = 0; round < 6; round++) {
      UUID id = UUID.randomUUID();
      client.sendText(users[0], conversation, id, "secret");
      List<Callable<Integer>> work = new ArrayList<>();
      for (int i = 0; i < 12; i++) {
        String user = users[i];
        work.add(() ->
            client.send(user, conversation, Map.of("content", "answer", "reply_to", id)).status()
                - 1);
      }
      work.add(6, () -> client.delete(users[0], Client.messageOf(conversation, id)).status());

      assertThat(all(work)).containsOnly(200);

      assertThat(client.get(users[1], Client.messagesOf(conversation) + "?limit=200").text())
          .doesNotContain("secret");
    }
  }

  private Map<String, Object> randomChange(Random random, UUID conversation, List<UUID> ids) {
    UUID id = ids.get(random.nextInt(ids.size()));
    String user = users[random.nextInt(4)];
    String emoji = EMOJIS[random.nextInt(EMOJIS.length)];
    return switch (random.nextInt(20)) {
      case 0, 1, 2 ->
          Client.edit(
              users[0], "edit", conversation, id, Map.of("content", "" + random.nextInt(3)));
      case 3, 4 -> Client.edit(user, "pin", conversation, id, Map.of());
      case 5, 6 -> Client.edit(user, "unpin", conversation, id, Map.of());
      case 7, 8, 9, 10, 11 ->
          Client.edit(user, "unreact", conversation, id, Map.of("emoji", emoji));
      case 12 ->
          random.nextInt(10) == 0
              ? Client.edit(users[0], "delete", conversation, id, Map.of())
              : Client.edit(user, "pin", conversation, id, Map.of());
      default -> Client.edit(user, "react", conversation, id, Map.of("emoji", emoji));
    };
  }

  /// What a reader is given beside the event's own fields, and the other way round.
  private static JsonNode without(JsonNode message) {
    var copy = (ObjectNode) message.deepCopy();
    copy.remove(List.of("change", "status"));
    copy.path("reactions").forEach(r -> ((ObjectNode) r).remove("me"));
    return copy;
  }

  private static List<Long> revsOfEvents(UUID conversation, int created, int updated) {
    Set<Long> revs = new HashSet<>();
    for (var topic :
        Map.of(Topics.MESSAGE_CREATED, created, Topics.MESSAGE_UPDATED, updated).entrySet()) {
      try (var log = new KafkaLog(topic.getKey())) {
        List<Long> inOrder =
            log.of(conversation, topic.getValue()).stream()
                .map(record -> Long.valueOf(String.valueOf(KafkaLog.header(record, "ce_rev"))))
                .toList();
        assertThat(inOrder).isSorted();
        revs.addAll(inOrder);
      }
    }
    return revs.stream().sorted().toList();
  }

  private static List<Long> numbersTo(int last) {
    return LongStream.rangeClosed(1, last).boxed().toList();
  }

  private static List<Integer> all(List<Callable<Integer>> work) throws Exception {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Integer> results = new ArrayList<>();
      for (Future<Integer> future : threads.invokeAll(work)) {
        results.add(future.get());
      }
      return results;
    }
  }
}
