package dev.parley.message.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.common.event.ConversationBody;
import dev.parley.common.event.Topics;
import dev.parley.common.id.ConversationId;
import dev.parley.common.json.Json;
import dev.parley.common.kafka.BroadcastConsumer;
import dev.parley.message.testing.Client;
import dev.parley.message.testing.Client.Answer;
import dev.parley.message.testing.KafkaLog;
import dev.parley.message.testing.MessageServiceTest;
import dev.parley.message.testing.StubConversation;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;

class AccessIT extends MessageServiceTest {

  @Autowired private CircuitBreakerRegistry breakers;
  @Autowired private ApplicationContext context;

  @BeforeEach
  void closeBreakers() throws InterruptedException {
    breakers.getAllCircuitBreakers().forEach(breaker -> breaker.reset());
    context.getBean(BroadcastConsumer.class).awaitReading();
  }

  @Test
  void toAStrangerNothingExistsOnAnyRoute() {
    UUID conversation = conversationService.group("anna", "ben");
    UUID id = UUID.randomUUID();
    client.sendText("anna", conversation, id, "secret");
    UUID nowhere = UUID.randomUUID();

    for (UUID place : List.of(conversation, nowhere)) {
      Stream.of(
              client.get("mallory", Client.messagesOf(place)),
              client.get("mallory", Client.messagesOf(place) + "/" + id),
              client.get("mallory", "/api/v1/conversations/" + place + "/changes?after_rev=0"),
              client.sendText("mallory", place, UUID.randomUUID(), "let me in"),
              client.sendText("mallory", place, id, "let me in"),
              client.post("mallory", "/api/v1/messages", Client.text(place, id, "let me in")),
              client.send(
                  "mallory",
                  place,
                  Map.of("content", "x", "reply_to", id, "attachments", List.of())))
          .forEach(answer -> {
            assertThat(answer.status()).as(answer.text()).isEqualTo(404);
            assertThat(answer.code()).isEqualTo("not_found");
            assertThat(answer.text()).doesNotContain("secret");
          });
      assertThat(
              client
                  .sends(List.of(Client.item("mallory", Client.text(place, id, "x"))))
                  .getFirst()
                  .path("error")
                  .path("code")
                  .asString())
          .isEqualTo("not_found");
    }
    assertThat(seqsOf(conversation)).hasSize(1);
  }

  @Test
  void aFormerParticipantIsToldSo() {
    UUID conversation = conversationService.group("anna", "ben");
    conversationService.change(conversation, c -> c.without("ben"));

    for (Answer answer :
        List.of(
            client.get("ben", Client.messagesOf(conversation)),
            client.get("ben", "/api/v1/conversations/" + conversation + "/changes?after_rev=0"),
            client.sendText("ben", conversation, UUID.randomUUID(), "still here"))) {
      assertThat(answer.status()).isEqualTo(403);
      assertThat(answer.code()).isEqualTo("not_participant");
    }
  }

  @Test
  void readOnlyAndBlockedConversationsTakeNothingNewAndAnswerAResendWithWhatIsStored() {
    UUID group = conversationService.group("anna", "ben");
    UUID direct = conversationService.direct("anna", "carl");
    UUID inGroup = UUID.randomUUID();
    UUID inDirect = UUID.randomUUID();
    Answer storedInGroup = client.sendText("anna", group, inGroup, "before");
    Answer storedInDirect = client.sendText("anna", direct, inDirect, "before");
    update(group, c -> c.in("read_only"), List.of(), List.of(), true);
    update(direct, c -> c.blocked(true), List.of(), List.of(), true);

    awaitAnswer(409, () -> client.sendText("anna", group, UUID.randomUUID(), "after"));
    awaitAnswer(403, () -> client.sendText("anna", direct, UUID.randomUUID(), "after"));
    assertThat(client.sendText("anna", group, UUID.randomUUID(), "x").code())
        .isEqualTo("conversation_read_only");
    assertThat(client.sendText("anna", direct, UUID.randomUUID(), "x").code()).isEqualTo("blocked");

    Answer again = client.sendText("anna", group, inGroup, "before");
    assertThat(again.status()).isEqualTo(200);
    assertThat(again.json()).isEqualTo(storedInGroup.json());
    Answer toRecipient =
        client.post(
            "anna",
            "/api/v1/messages",
            Map.of("recipient_id", "carl", "id", inDirect, "content", "before"));
    assertThat(toRecipient.json()).isEqualTo(storedInDirect.json());
    assertThat(client.sendText("ben", group, inGroup, "not mine").status()).isEqualTo(409);
    assertThat(client.sendText("mallory", group, inGroup, "not mine").status()).isEqualTo(404);
  }

  @Test
  void aFormerParticipantsResendIsAnsweredWithWhatTheySentThemselves() {
    UUID conversation = conversationService.group("anna", "ben");
    UUID id = UUID.randomUUID();
    client.sendText("ben", conversation, id, "mine");
    update(conversation, c -> c.without("ben"), List.of(), List.of("ben"), true);

    awaitAnswer(403, () -> client.get("ben", Client.messagesOf(conversation)));
    assertThat(client.sendText("ben", conversation, id, "mine").status()).isEqualTo(200);
  }

  @Test
  void whatIsKnownServesOnWhileConversationServiceIsDown() {
    UUID known = conversationService.group("anna", "ben");
    client.sendText("anna", known, UUID.randomUUID(), "warm");
    UUID unknown = conversationService.group("anna", "ben");
    conversationService.takeDown();

    assertThat(client.sendText("ben", known, UUID.randomUUID(), "still").status()).isEqualTo(201);
    assertThat(client.get("ben", Client.messagesOf(known)).status()).isEqualTo(200);
    Answer cold = client.sendText("anna", unknown, UUID.randomUUID(), "cold");
    assertThat(cold.status()).as(cold.text()).isEqualTo(503);
    assertThat(cold.code()).isEqualTo("unavailable");
    assertThat(cold.headers().firstValue("retry-after")).isPresent();
    assertThat(client.get("anna", Client.messagesOf(unknown)).status()).isEqualTo(503);
    assertThat(
            client
                .post("anna", "/api/v1/messages", Map.of("recipient_id", "new", "content", "x"))
                .status())
        .isEqualTo(503);
    assertThat(seqsOf(unknown)).isEmpty();
  }

  @Test
  void aConversationThatIsNotKnownLeavesTheKnownOnesOfItsBatchAlone() {
    UUID known = conversationService.group("anna", "ben");
    client.sendText("anna", known, UUID.randomUUID(), "warm");
    UUID unknown = conversationService.group("anna", "ben");
    conversationService.takeDown();

    var results =
        client.sends(
            List.of(
                Client.item("anna", Client.text(unknown, UUID.randomUUID(), "cold")),
                Client.item("anna", Client.text(known, UUID.randomUUID(), "warm"))));

    assertThat(results.get(0).path("error").path("code").asString()).isEqualTo("unavailable");
    assertThat(results.get(1).path("status").asString()).isEqualTo("sent");
  }

  @Test
  void eventsBringParticipantsInAndOutWithoutACall() {
    UUID conversation = conversationService.group("anna", "ben");
    client.sendText("anna", conversation, UUID.randomUUID(), "warm");
    conversationService.takeDown();

    update(conversation, c -> c.with("carl"), List.of("carl"), List.of(), true);
    awaitAnswer(201, () -> client.sendText("carl", conversation, UUID.randomUUID(), "hello"));
    // A larger conversation's event names only who came and went.
    update(conversation, c -> c.with("dora"), List.of("dora"), List.of(), false);
    awaitAnswer(201, () -> client.sendText("dora", conversation, UUID.randomUUID(), "hello"));
    assertThat(client.sendText("anna", conversation, UUID.randomUUID(), "x").status())
        .isEqualTo(201);
    update(conversation, c -> c.without("anna"), List.of(), List.of("anna"), false);
    awaitAnswer(503, () -> client.sendText("anna", conversation, UUID.randomUUID(), "x"));
    assertThat(client.sendText("ben", conversation, UUID.randomUUID(), "x").status())
        .isEqualTo(201);
  }

  @Test
  void anOlderEventChangesNothingAndAMissedOneMakesTheNextBeAskedFor() {
    UUID conversation = conversationService.group("anna", "ben");
    client.sendText("anna", conversation, UUID.randomUUID(), "warm");
    ConversationBody old =
        body(conversationService.conversation(conversation), List.of(), List.of(), true);
    update(conversation, c -> c.with("carl"), List.of("carl"), List.of(), true);
    awaitAnswer(201, () -> client.sendText("carl", conversation, UUID.randomUUID(), "hello"));
    publish(old);
    // Two changes of which only the second one's delta arrives.
    conversationService.change(conversation, c -> c.with("dora"));
    update(conversation, c -> c.with("emil"), List.of("emil"), List.of(), false);

    awaitAnswer(201, () -> client.sendText("emil", conversation, UUID.randomUUID(), "x"));
    int calls = conversationService.accessCalls();
    assertThat(client.sendText("dora", conversation, UUID.randomUUID(), "x").status())
        .isEqualTo(201);
    assertThat(client.sendText("carl", conversation, UUID.randomUUID(), "x").status())
        .isEqualTo(201);
    assertThat(conversationService.accessCalls()).isEqualTo(calls);
  }

  @Test
  void anAnswerThatAnEventHasOvertakenIsNotKept() throws Exception {
    UUID conversation = conversationService.group("anna", "ben");
    conversationService.slowDown(Duration.ofMillis(700));
    Thread reading =
        Thread.ofVirtual().start(() -> client.get("ben", Client.messagesOf(conversation)));
    Awaitility.await().until(() -> conversationService.accessCallsFor(conversation) > 0);
    update(conversation, c -> c.without("ben"), List.of(), List.of("ben"), true);
    reading.join();
    conversationService.calm();

    awaitAnswer(403, () -> client.get("ben", Client.messagesOf(conversation)));
  }

  @Test
  void aMalformedEventIsSkippedAndTheNextOneTaken() {
    UUID conversation = conversationService.group("anna", "ben");
    client.sendText("anna", conversation, UUID.randomUUID(), "warm");
    KafkaLog.write(Topics.CONVERSATION_UPDATED, conversation.toString(), new byte[] {1, 2});
    KafkaLog.write(Topics.CONVERSATION_UPDATED, conversation.toString(), null);
    KafkaLog.write(
        Topics.CONVERSATION_UPDATED,
        conversation.toString(),
        "{\"id\":\"%s\",\"version\":99}".formatted(conversation).getBytes());
    update(conversation, c -> c.in("archived"), List.of(), List.of(), true);

    awaitAnswer(409, () -> client.sendText("anna", conversation, UUID.randomUUID(), "x"));
  }

  @Test
  void aRecipientIsReachedThroughTheirOneConversation() {
    String anna = "anna-" + UUID.randomUUID();
    Map<String, Object> payload = Map.of("recipient_id", "ben/with|odd%name", "content", "hi");

    Answer first = client.post(anna, "/api/v1/messages", payload);
    Answer second = client.post(anna, "/api/v1/messages", payload);
    Answer back =
        client.post(
            "ben/with|odd%name", "/api/v1/messages", Map.of("recipient_id", anna, "content", "ho"));

    assertThat(first.status()).as(first.text()).isEqualTo(201);
    assertThat(second.json().path("conversation_id"))
        .isEqualTo(first.json().path("conversation_id"));
    assertThat(back.json().path("seq").asLong()).isEqualTo(3);
    UUID conversation = UUID.fromString(first.json().path("conversation_id").asString());
    assertThat(client.get("ben/with|odd%name", Client.messagesOf(conversation)).status())
        .isEqualTo(200);
    assertThat(client.get("mal/lory", Client.messagesOf(conversation)).status()).isEqualTo(404);
  }

  @Test
  void aBlockedRecipientIsRefusedAndNobodySendsToThemselves() {
    UUID conversation = conversationService.direct("anna", "blocker");
    conversationService.change(conversation, c -> c.blocked(true));

    conversationService.keepApart("anna", "hermit");

    Answer blocked =
        client.post("anna", "/api/v1/messages", Map.of("recipient_id", "blocker", "content", "x"));
    Answer unopened =
        client.post("anna", "/api/v1/messages", Map.of("recipient_id", "hermit", "content", "x"));
    Answer self =
        client.post("anna", "/api/v1/messages", Map.of("recipient_id", "anna", "content", "x"));

    assertThat(blocked.status()).isEqualTo(403);
    assertThat(blocked.code()).isEqualTo("blocked");
    assertThat(unopened.status()).isEqualTo(403);
    assertThat(unopened.code()).isEqualTo("blocked");
    assertThat(self.status()).isEqualTo(400);
    assertThat(seqsOf(conversation)).isEmpty();
  }

  private void awaitAnswer(int status, java.util.function.Supplier<Answer> call) {
    Awaitility.await()
        .atMost(Duration.ofSeconds(15))
        .untilAsserted(() -> assertThat(call.get().status()).isEqualTo(status));
  }

  private void update(
      UUID id,
      java.util.function.UnaryOperator<StubConversation> change,
      List<String> added,
      List<String> removed,
      boolean complete) {
    conversationService.change(id, change);
    publish(body(conversationService.conversation(id), added, removed, complete));
  }

  private static void publish(ConversationBody body) {
    KafkaLog.write(
        Topics.CONVERSATION_UPDATED, body.partitionKey(), Json.mapper().writeValueAsBytes(body));
  }

  private static ConversationBody body(
      StubConversation conversation, List<String> added, List<String> removed, boolean complete) {
    Instant now = Instant.parse("2026-11-21T10:00:00Z");
    List<ConversationBody.Participant> participants =
        conversation.roles().entrySet().stream()
            .filter(e -> complete || added.contains(e.getKey()))
            .map(e ->
                new ConversationBody.Participant(
                    e.getKey(), null, null, null, e.getValue(), now, 0, 0, 0))
            .toList();
    @Nullable String nothing = null;
    return new ConversationBody(
        new ConversationId(conversation.id()),
        conversation.type(),
        nothing,
        nothing,
        null,
        null,
        conversation.state(),
        "all",
        null,
        nothing,
        now,
        now,
        conversation.version(),
        0,
        0,
        null,
        null,
        conversation.roles().size(),
        participants,
        complete,
        conversation.blocked() ? List.of("carl") : List.of(),
        "changed",
        added,
        removed);
  }
}
