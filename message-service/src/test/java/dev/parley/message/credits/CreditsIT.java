package dev.parley.message.credits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.common.id.ConversationId;
import dev.parley.common.id.MessageId;
import dev.parley.common.id.UserId;
import dev.parley.common.problem.UnavailableException;
import dev.parley.message.credits.LedgerStub.Mood;
import dev.parley.message.testing.Client;
import dev.parley.message.testing.Client.Answer;
import dev.parley.message.testing.MessageServiceTest;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.TestComponent;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;

@Import(CreditsIT.SwitchedDesk.class)
class CreditsIT extends MessageServiceTest {

  private static final LedgerStub LEDGER = new LedgerStub();
  private static final Duration TIMEOUT = Duration.ofSeconds(1);

  /// Refuses while the ledger is away, as it is by default, unless a test wants it otherwise.
  @Primary
  @TestComponent
  static class SwitchedDesk extends CreditDesk {

    private volatile CreditDesk chosen;

    SwitchedDesk(CreditProperties properties, Charges charges, Ledger ledger, Clock clock) {
      super(properties, charges, ledger, clock);
      chosen = new CreditDesk(properties, charges, ledger, clock);
    }

    @Override
    public Runnable charge(ConversationId conversation, MessageId message, UserId sender) {
      return chosen.charge(conversation, message, sender);
    }
  }

  @Autowired private Charges charges;
  @Autowired private Ledger ledger;
  @Autowired private Clock clock;
  @Autowired private CircuitBreakerRegistry breakers;
  @Autowired private SwitchedDesk switched;

  @DynamicPropertySource
  static void credits(DynamicPropertyRegistry registry) {
    registry.add("parley.message.credits.enabled", () -> true);
    registry.add("parley.message.credits.ledger-url", LEDGER::url);
    registry.add("parley.message.credits.token", () -> "ledger-token");
  }

  @AfterEach
  void ledgerIsBack() {
    LEDGER.mood(Mood.UP);
    switched.chosen = desk(WhenDown.REFUSE);
    breakers.circuitBreaker("credit-ledger").reset();
  }

  @AfterAll
  static void close() {
    LEDGER.close();
  }

  @Test
  void aDirectMessageOutsideAnyContextIsChargedOnce() {
    UUID direct = conversationService.direct(someone(), "ben");
    String anna = conversationService.conversation(direct).roles().keySet().iterator().next();
    UUID id = UUID.randomUUID();

    assertThat(client.sendText(anna, direct, id, "hello").status()).isEqualTo(201);
    JsonNode charge = Objects.requireNonNull(LEDGER.charges().get(key(direct, id)));
    assertThat(charge.path("user_id").asString()).isEqualTo(anna);
    assertThat(charge.path("amount").asInt()).isEqualTo(50);
    assertThat(charge.path("reason").asString()).isEqualTo("direct_message");
    awaitOpen(direct, 0);

    LEDGER.mood(Mood.POOR);
    assertThat(client.sendText(anna, direct, id, "hello").status()).isEqualTo(200);
    assertThat(client.sendText("ben", direct, id, "mine").status()).isEqualTo(409);
    assertThat(LEDGER.askedAbout(key(direct, id))).isEqualTo(1);
    awaitOpen(direct, 0);
  }

  @Test
  void groupsAndConversationsAboutSomethingCostNothing() {
    UUID group = conversationService.group("anna", "ben");
    UUID booking = conversationService.direct(someone(), "ben");
    conversationService.giveContext(booking);
    UUID id = UUID.randomUUID();

    LEDGER.mood(Mood.POOR);
    assertThat(client.sendText("anna", group, id, "hello").status()).isEqualTo(201);
    assertThat(client.sendText("ben", booking, id, "hello").status()).isEqualTo(201);
    assertThat(LEDGER.askedAbout(key(group, id)) + LEDGER.askedAbout(key(booking, id))).isZero();
  }

  @Test
  void whoCannotPayIsRefusedAloneAndMayTryAgain() {
    UUID direct = conversationService.direct(someone(), "ben");
    UUID group = conversationService.group("anna", "ben");
    UUID id = UUID.randomUUID();
    LEDGER.mood(Mood.POOR);

    Answer refused = client.sendText("ben", direct, id, "hello");
    assertThat(refused.status()).isEqualTo(402);
    assertThat(refused.code()).isEqualTo("insufficient_credits");
    List<JsonNode> batch =
        client.sends(
            List.of(
                Client.item("ben", Client.text(direct, id, "hello")),
                Client.item("ben", Client.text(group, UUID.randomUUID(), "hello"))));
    assertThat(batch.get(0).path("error").path("code").asString())
        .isEqualTo("insufficient_credits");
    assertThat(batch.get(1).path("status").asString()).isEqualTo("sent");
    assertThat(seqsOf(direct)).isEmpty();
    awaitOpen(direct, 0);

    LEDGER.mood(Mood.UP);
    assertThat(client.sendText("ben", direct, id, "hello").status()).isEqualTo(201);
    assertThat(LEDGER.charges()).containsKey(key(direct, id));
  }

  @Test
  void aLedgerThatFailsHangsOrIsGoneRefusesForNowAndTheSameMessageGoesLater() {
    for (Mood mood : List.of(Mood.FAILING, Mood.HANGING)) {
      UUID direct = conversationService.direct(someone(), "ben");
      UUID id = UUID.randomUUID();
      LEDGER.mood(mood);
      assertUnavailable(client.sendText("ben", direct, id, "hello"));
      assertThat(seqsOf(direct)).isEmpty();
      LEDGER.mood(Mood.UP);
      breakers.circuitBreaker("credit-ledger").reset();
      assertThat(client.sendText("ben", direct, id, "hello").status()).isEqualTo(201);
      awaitOpen(direct, 0);
    }
    UUID direct = conversationService.direct(someone(), "ben");
    UUID id = UUID.randomUUID();
    LEDGER.stop();
    assertUnavailable(client.sendText("ben", direct, id, "hello"));
    LEDGER.start();
    breakers.circuitBreaker("credit-ledger").reset();
    assertThat(client.sendText("ben", direct, id, "hello").status()).isEqualTo(201);
  }

  @Test
  void aLedgerThatHangsKeepsBackNoMessageThatMayBeSettledLater() {
    UUID direct = conversationService.direct(someone(), "ben");
    UUID id = UUID.randomUUID();
    switched.chosen = desk(WhenDown.SETTLE_LATER);
    LEDGER.mood(Mood.HANGING);

    Answer sent = client.sendText("ben", direct, id, "hello");
    assertThat(sent.status()).as(sent.text()).isEqualTo(201);
    assertThat(LEDGER.askedAbout(key(direct, id))).isEqualTo(1);
    awaitOpen(direct, 1);

    LEDGER.mood(Mood.UP);
    settlementLater().step();
    assertThat(LEDGER.charges()).containsKey(key(direct, id));
    awaitOpen(direct, 0);
  }

  @Test
  void anAnswerThatIsLostChargesOnce() {
    UUID direct = conversationService.direct(someone(), "ben");
    UUID id = UUID.randomUUID();
    LEDGER.mood(Mood.BREAKING_ONCE);
    assertThat(client.sendText("ben", direct, id, "hello").status()).isEqualTo(201);
    assertThat(LEDGER.askedAbout(key(direct, id))).isEqualTo(2);
    assertThat(LEDGER.charges()).containsKey(key(direct, id));
  }

  @Test
  void whatIsLeftOverIsChargedWhenTheMessageIsThereAndTakenBackWhenItIsNot() {
    UUID direct = conversationService.direct(someone(), "ben");
    Charge stored = charge(direct, "ben");
    Charge lost = charge(direct, "ben");
    store(stored);
    // As a process leaves them that dies after the ledger was asked, or before.
    charges.begin(stored, clock.instant());
    charges.begin(lost, clock.instant());
    ledger.charge(lost);
    assertThat(LEDGER.charges()).containsKey(lost.key());

    settlementLater().step();
    assertThat(LEDGER.charges()).containsKey(stored.key()).doesNotContainKey(lost.key());
    awaitOpen(direct, 0);
  }

  @Test
  void aChargeThatMayStillBeUnderWayIsLeftAlone() {
    UUID direct = conversationService.direct(someone(), "ben");
    Charge open = charge(direct, "ben");
    charges.begin(open, clock.instant().plusSeconds(60));
    ledger.charge(open);
    new Settlement(charges, ledger, clock).step();
    assertThat(LEDGER.charges()).containsKey(open.key());

    // It is due, and the message is sent again while the job looks at it.
    assertThat(charges.takeDue(clock.instant().plusSeconds(120), Duration.ofSeconds(30), 500))
        .contains(open);
    assertThat(charges.begin(open, clock.instant().plusSeconds(60))).isTrue();
    assertThat(charges.turnToRefund(open)).isFalse();
    charges.forget(open);
  }

  @Test
  void whileAChargeIsTakenBackTheMessageWaits() {
    UUID direct = conversationService.direct(someone(), "ben");
    Charge lost = charge(direct, "ben");
    charges.begin(lost, clock.instant());
    LEDGER.mood(Mood.FAILING);
    settlementLater().step();
    LEDGER.mood(Mood.UP);
    breakers.circuitBreaker("credit-ledger").reset();
    assertUnavailable(client.sendText("ben", direct, lost.messageId().value(), "again"));

    settlement(Duration.ofMinutes(5)).step();
    assertThat(client.sendText("ben", direct, lost.messageId().value(), "again").status())
        .isEqualTo(201);
    assertThat(LEDGER.charges()).containsKey(lost.key());
  }

  @Test
  void letsMessagesThroughWhereSoConfiguredAndSettlesWhenTheLedgerIsBack() {
    UUID direct = conversationService.direct(someone(), "ben");
    CreditDesk lenient = desk(WhenDown.SETTLE_LATER);
    Charge paid = charge(direct, "ben");
    Charge unpaid = charge(direct, "ben");
    LEDGER.mood(Mood.FAILING);
    for (Charge charge : List.of(paid, unpaid)) {
      lenient.charge(charge.conversationId(), charge.messageId(), charge.userId()).run();
      store(charge);
    }
    assertThatThrownBy(() ->
            desk(WhenDown.REFUSE)
                .charge(
                    new ConversationId(direct), new MessageId(UUID.randomUUID()), paid.userId()))
        .isInstanceOf(UnavailableException.class);
    settlementLater().step();
    awaitOpen(direct, 3);

    LEDGER.mood(Mood.UP);
    breakers.circuitBreaker("credit-ledger").reset();
    jdbc.update(
        "UPDATE credit_charge SET next_at = now() + interval '1 day' WHERE message_id = ?",
        unpaid.messageId().value());
    settlement(Duration.ofMinutes(5)).step();
    assertThat(LEDGER.charges()).containsKey(paid.key());
    LEDGER.mood(Mood.POOR);
    settlement(Duration.ofDays(2)).step();
    assertThat(LEDGER.charges()).doesNotContainKey(unpaid.key());
    assertThat(
            jdbc.queryForList(
                "SELECT state FROM credit_charge WHERE conversation_id = ?", String.class, direct))
        .containsExactly("unpaid");
  }

  private CreditDesk desk(WhenDown whenDown) {
    var properties =
        new CreditProperties(
            true, URI.create(LEDGER.url()), null, 50, whenDown, TIMEOUT, Duration.ofMinutes(1));
    return new CreditDesk(properties, charges, ledger, clock);
  }

  private Settlement settlementLater() {
    return settlement(Duration.ofMinutes(2));
  }

  private Settlement settlement(Duration later) {
    return new Settlement(charges, ledger, Clock.offset(clock, later));
  }

  private void store(Charge charge) {
    Long seq =
        jdbc.queryForObject(
            "SELECT count(*) + 1 FROM message WHERE conversation_id = ?",
            Long.class,
            charge.conversationId().value());
    jdbc.update(
        """
        INSERT INTO message (conversation_id, seq, rev, id, type, sender_id, content, created_at)
        VALUES (?, ?, ?, ?, 'text', ?, 'stored', now())
        """,
        charge.conversationId().value(),
        seq,
        seq,
        charge.messageId().value(),
        charge.userId().value());
  }

  private void awaitOpen(UUID conversation, int count) {
    Awaitility.await()
        .atMost(Duration.ofSeconds(10))
        .untilAsserted(() ->
            assertThat(
                    jdbc.queryForList(
                        "SELECT message_id FROM credit_charge WHERE conversation_id = ?",
                        conversation))
                .hasSize(count));
  }

  private static void assertUnavailable(Answer answer) {
    assertThat(answer.status()).as(answer.text()).isEqualTo(503);
    assertThat(answer.code()).isEqualTo("unavailable");
  }

  private static Charge charge(UUID conversation, String user) {
    return new Charge(
        new ConversationId(conversation), new MessageId(UUID.randomUUID()), new UserId(user), 50);
  }

  private static String key(UUID conversation, UUID message) {
    return conversation + "." + message;
  }

  private static String someone() {
    return "payer-" + UUID.randomUUID();
  }
}
