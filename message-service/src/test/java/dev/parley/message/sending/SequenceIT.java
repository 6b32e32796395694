package dev.parley.message.sending;

import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.common.event.MessageType;
import dev.parley.common.id.ConversationId;
import dev.parley.common.id.MessageId;
import dev.parley.common.id.UserId;
import dev.parley.message.history.MessageDetails;
import dev.parley.message.testing.Client;
import dev.parley.message.testing.MessageServiceTest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

class SequenceIT extends MessageServiceTest {

  private static final int SENDERS = 8;
  private static final int EACH = 40;

  @Autowired private MessageAppender appender;

  private record Acknowledged(UUID conversation, UUID id, long seq, int sender, int nth) {}

  @Test
  void manySendersOnBothWaysLeaveNoGapAndKeepTheirOwnOrder() throws Exception {
    List<UUID> conversations =
        IntStream.range(0, 4).mapToObj(_ -> conversationService.group("anna", "ben")).toList();
    var acknowledged = new ConcurrentLinkedQueue<Acknowledged>();
    List<Callable<Void>> senders = new ArrayList<>();
    for (int sender = 0; sender < SENDERS; sender++) {
      int number = sender;
      senders.add(
          sender % 2 == 0
              ? () -> sendByRest(conversations, number, acknowledged)
              : () -> sendInBatches(conversations, number, acknowledged));
    }
    runAll(senders);

    assertThat(acknowledged).hasSize(SENDERS * EACH);
    for (UUID conversation : conversations) {
      List<Acknowledged> ours =
          acknowledged.stream().filter(a -> a.conversation().equals(conversation)).toList();
      assertThat(seqsOf(conversation)).isEqualTo(numbersTo(ours.size()));
      assertThat(revsOf(conversation)).isEqualTo(numbersTo(ours.size()));
      assertThat(ours)
          .allSatisfy(a ->
              assertThat(
                      jdbc.queryForObject(
                          "SELECT seq FROM message WHERE conversation_id = ? AND id = ?",
                          Long.class,
                          conversation,
                          a.id()))
                  .isEqualTo(a.seq()));
      ours.stream()
          .collect(groupingBy(Acknowledged::sender))
          .values()
          .forEach(own ->
              assertThat(own.stream().sorted((a, b) -> a.nth() - b.nth()).map(Acknowledged::seq))
                  .isSorted());
    }
  }

  @Test
  void theSameIdOnEveryWayAtOnceIsStoredOnce() throws Exception {
    UUID conversation = conversationService.group("anna", "ben");
    UUID id = UUID.randomUUID();
    List<Callable<JsonNode>> tries = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      tries.add(() -> client.sendText("anna", conversation, id, "once").json());
      tries.add(() -> {
        var item = Client.item("anna", Client.text(conversation, id, "once"));
        List<JsonNode> results = client.sends(List.of(item, item, item));
        assertThat(results)
            .allSatisfy(r -> assertThat(r.path("status").asString()).isIn("sent", "duplicate"));
        assertThat(results)
            .filteredOn(r -> r.path("status").asString().equals("sent"))
            .hasSizeLessThan(2);
        return results.get(2).path("message");
      });
    }

    List<JsonNode> messages = runAll(tries);

    assertThat(messages)
        .allSatisfy(m -> {
          assertThat(m.path("seq").asLong()).isEqualTo(1);
          assertThat(m.path("created_at")).isEqualTo(messages.getFirst().path("created_at"));
        });
    assertThat(seqsOf(conversation)).containsExactly(1L);
    assertThat(client.sendText("anna", conversation, id, "once").status()).isEqualTo(200);
    assertThat(
            client
                .sendText("anna", conversation, UUID.randomUUID(), "next")
                .json()
                .path("seq")
                .asLong())
        .isEqualTo(2);
  }

  @Test
  void aResendAnswersWithTheStoredMessageAsItIs() {
    UUID conversation = conversationService.group("anna", "ben");
    UUID id = UUID.randomUUID();
    Map<String, Object> payload =
        Map.of(
            "id", id,
            "content", "with everything",
            "mentions", List.of("ben", "@all"),
            "location", Map.of("lat", 45.5, "lng", 9.25, "label", "here"),
            "metadata", Map.of("b", 1, "a", List.of(1.5, "x"), "n", 10));
    JsonNode first = client.send("anna", conversation, payload).json();

    Client.Answer again = client.send("anna", conversation, Map.of("id", id, "content", "other"));
    JsonNode inBatch =
        client
            .sends(List.of(Client.item("anna", Client.text(conversation, id, "third"))))
            .getFirst();

    assertThat(again.status()).isEqualTo(200);
    assertThat(again.json()).isEqualTo(first);
    assertThat(inBatch.path("status").asString()).isEqualTo("duplicate");
    assertThat(inBatch.path("message")).isEqualTo(first);
  }

  @Test
  void anotherSendersIdIsAConflictAndStoresNothing() {
    UUID conversation = conversationService.group("anna", "ben");
    UUID id = UUID.randomUUID();
    client.sendText("anna", conversation, id, "mine");

    Client.Answer refused = client.sendText("ben", conversation, id, "also mine?");
    List<JsonNode> batch =
        client.sends(
            List.of(
                Client.item("ben", Client.text(conversation, id, "?")),
                Client.item("ben", Client.text(conversation, UUID.randomUUID(), "fine"))));

    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.code()).isEqualTo("conflict");
    assertThat(batch.get(0).path("error").path("code").asString()).isEqualTo("conflict");
    assertThat(batch.get(1).path("status").asString()).isEqualTo("sent");
    assertThat(seqsOf(conversation)).containsExactly(1L, 2L);
  }

  @Test
  void theFirstOfTwoSendersInOneBatchHasTheId() {
    UUID conversation = conversationService.group("anna", "ben");
    UUID id = UUID.randomUUID();
    List<JsonNode> batch =
        client.sends(
            List.of(
                Client.item("anna", Client.text(conversation, id, "first")),
                Client.item("ben", Client.text(conversation, id, "second"))));

    assertThat(batch.get(0).path("status").asString()).isEqualTo("sent");
    assertThat(batch.get(1).path("error").path("code").asString()).isEqualTo("conflict");
  }

  @Test
  void anIdCountsWithinItsConversation() {
    UUID one = conversationService.group("anna", "ben");
    UUID other = conversationService.group("anna", "ben");
    UUID id = UUID.randomUUID();

    assertThat(client.sendText("anna", one, id, "here").status()).isEqualTo(201);
    assertThat(client.sendText("ben", other, id, "there").status()).isEqualTo(201);
  }

  @Test
  void batchesThatOverlapInOppositeOrdersDoNotLockEachOtherOut() throws Exception {
    List<UUID> conversations = Stream.generate(UUID::randomUUID).limit(40).toList();
    int rounds = 40;
    List<Callable<Void>> appenders = new ArrayList<>();
    for (int thread = 0; thread < 4; thread++) {
      boolean forwards = thread % 2 == 0;
      appenders.add(() -> {
        for (int round = 0; round < rounds; round++) {
          List<NewMessage> batch =
              new ArrayList<>(conversations.stream().map(SequenceIT::plain).toList());
          List<SendResult> results = appender.append(forwards ? batch : batch.reversed());
          assertThat(results).allSatisfy(r -> assertThat(r).isInstanceOf(SendResult.Sent.class));
        }
        return null;
      });
    }
    runAll(appenders);

    for (UUID conversation : conversations) {
      assertThat(seqsOf(conversation)).isEqualTo(numbersTo(4 * rounds));
    }
  }

  private Void sendByRest(
      List<UUID> conversations, int sender, ConcurrentLinkedQueue<Acknowledged> acknowledged) {
    Random random = new Random(sender);
    for (int i = 0; i < EACH; i++) {
      UUID conversation = conversations.get(random.nextInt(conversations.size()));
      UUID id = UUID.randomUUID();
      Client.Answer answer = client.sendText(i % 2 == 0 ? "anna" : "ben", conversation, id, "x");
      assertThat(answer.status()).as(answer.text()).isEqualTo(201);
      long seq = answer.json().path("seq").asLong();
      acknowledged.add(new Acknowledged(conversation, id, seq, sender, i));
    }
    return null;
  }

  private Void sendInBatches(
      List<UUID> conversations, int sender, ConcurrentLinkedQueue<Acknowledged> acknowledged) {
    Random random = new Random(sender);
    int sent = 0;
    while (sent < EACH) {
      int size = Math.min(1 + random.nextInt(8), EACH - sent);
      List<UUID> to = new ArrayList<>();
      List<UUID> ids = new ArrayList<>();
      List<Map<String, Object>> items = new ArrayList<>();
      for (int i = 0; i < size; i++) {
        to.add(conversations.get(random.nextInt(conversations.size())));
        ids.add(UUID.randomUUID());
        items.add(Client.item("ben", Client.text(to.get(i), ids.get(i), "y")));
      }
      List<JsonNode> results = client.sends(items);
      for (int i = 0; i < size; i++) {
        assertThat(results.get(i).path("status").asString()).isEqualTo("sent");
        long seq = results.get(i).path("seq").asLong();
        acknowledged.add(new Acknowledged(to.get(i), ids.get(i), seq, sender, sent + i));
      }
      sent += size;
    }
    return null;
  }

  private static NewMessage plain(UUID conversation) {
    return new NewMessage(
        new ConversationId(conversation),
        new MessageId(UUID.randomUUID()),
        MessageType.TEXT,
        new UserId("anna"),
        null,
        "x",
        MessageDetails.NONE,
        false,
        null);
  }

  private static List<Long> numbersTo(int last) {
    return LongStream.rangeClosed(1, last).boxed().toList();
  }

  private static <T> List<T> runAll(List<Callable<T>> tasks) throws Exception {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<T> results = new ArrayList<>();
      for (Future<T> future : threads.invokeAll(tasks)) {
        results.add(future.get());
      }
      return results;
    }
  }
}
