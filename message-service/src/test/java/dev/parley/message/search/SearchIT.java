package dev.parley.message.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.common.event.Topics;
import dev.parley.message.testing.Client.Answer;
import dev.parley.message.testing.KafkaLog;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

class SearchIT extends SearchTest {

  @Autowired private DataSource database;
  @Autowired private CircuitBreakerRegistry breakers;
  @Autowired private SearchRebuild rebuild;

  @Test
  void onlyWhatTheCallerMayReadIsFound() {
    String anna = someone();
    String ben = someone();
    String carl = someone();
    UUID group = conversationService.group(anna, ben, carl);
    say(anna, group, "walnut one", "walnut two", "walnut three", "walnut four");
    UUID apart = conversationService.direct(anna, carl);
    say(anna, apart, "walnut apart");
    awaitIndexed(group);
    awaitIndexed(apart);
    conversationService.change(group, c -> c.without(ben, 0, 3).sinceJoining().with(carl, 2));

    assertThat(found(anna, "walnut"))
        .containsExactly("walnut apart", "walnut four", "walnut three", "walnut two", "walnut one");
    assertThat(found(ben, "walnut")).containsExactly("walnut three", "walnut two", "walnut one");
    assertThat(found(carl, "walnut"))
        .containsExactly("walnut apart", "walnut four", "walnut three");
    assertThat(found(someone(), "walnut")).isEmpty();
    assertThat(found(ben, "walnut", "conversation_id", group)).hasSize(3);
    for (UUID hidden : List.of(apart, UUID.randomUUID())) {
      Answer refused = search(ben, "walnut", "conversation_id", hidden);
      assertThat(refused.status()).isEqualTo(404);
      assertThat(refused.code()).isEqualTo("not_found");
    }
    assertThat(client.get("", "/api/v1/search?q=walnut").status()).isEqualTo(401);
  }

  @Test
  void narrowsByConversationSenderTypeAndTime() {
    String anna = someone();
    String ben = someone();
    UUID first = conversationService.group(anna, ben);
    UUID second = conversationService.group(anna, ben);
    say(anna, first, "pear a");
    say(ben, first, "pear b");
    say(ben, second, "pear c");
    client.send(ben, second, Map.of("type", "custom", "content", "pear d", "metadata", Map.of()));
    awaitIndexed(first);
    awaitIndexed(second);

    assertThat(found(anna, "pear", "conversation_id", second)).containsExactly("pear d", "pear c");
    assertThat(found(anna, "pear", "sender_id", anna)).containsExactly("pear a");
    assertThat(found(anna, "pear", "type", "custom")).containsExactly("pear d");
    String c = timeOf(anna, "pear c");
    assertThat(found(anna, "pear", "from", c)).containsExactly("pear d", "pear c");
    assertThat(found(anna, "pear", "to", c)).containsExactly("pear b", "pear a");
    assertThat(found(anna, "pear", "from", c, "to", c)).isEmpty();
    assertThat(found(anna, "pear", "sender_id", "nobody", "type", "text")).isEmpty();
    assertThat(found(anna, "pear", "from", "+999999999-12-31T00:00:00Z")).isEmpty();
    assertThat(found(anna, "pear", "to", "-999999999-01-01T00:00:00Z")).isEmpty();
  }

  @Test
  void pagesFollowEachOtherWhateverIsSaidMeanwhile() {
    String anna = someone();
    List<UUID> groups = IntStream.range(0, 5).mapToObj(_ -> conversationService.group(anna, "zed")).toList();
    List<String> said = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      said.addFirst("plum " + i);
      say(anna, groups.get(i % 5), "plum " + i);
    }
    groups.forEach(this::awaitIndexed);

    List<String> seen = new ArrayList<>();
    String cursor = "";
    int pages = 0;
    do {
      Answer page =
          cursor.isEmpty()
              ? search(anna, "plum", "limit", 4)
              : search(anna, "plum", "limit", 4, "cursor", cursor);
      assertThat(page.status()).isEqualTo(200);
      seen.addAll(contents(page.json()));
      cursor = page.json().path("next_cursor").asString("");
      say(anna, groups.get(pages++ % 5), "plum said meanwhile");
    } while (!cursor.isEmpty());
    assertThat(seen).isEqualTo(said);
    assertThat(pages).isEqualTo(8);
  }

  @Test
  void whatAMessageSaysNowCounts() {
    String anna = "anna";
    UUID group = conversationService.group(anna, "ben");
    UUID edited = say(anna, group, "quince before");
    UUID deleted = say(anna, group, "quince gone");
    awaitIndexed(group);
    assertThat(found(anna, "quince", "conversation_id", group)).hasSize(2);

    jdbc.update(
        "UPDATE message SET content = 'medlar after', rev = 3 WHERE id = ? AND conversation_id = ?",
        edited,
        group);
    jdbc.update(
        "UPDATE message SET content = NULL, deleted_at = now(), rev = 4 WHERE id = ? AND"
            + " conversation_id = ?",
        deleted,
        group);
    jdbc.update("UPDATE conversation_head SET last_rev = 4 WHERE conversation_id = ?", group);
    assertThat(found(anna, "quince", "conversation_id", group)).as("index behind").isEmpty();

    byte[] edit = event(group, edited, Map.of("change", "edited"));
    KafkaLog.write(Topics.MESSAGE_UPDATED, group.toString(), edit);
    KafkaLog.write(
        Topics.MESSAGE_UPDATED,
        group.toString(),
        event(group, deleted, Map.of("change", "deleted")));
    Awaitility.await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> found(anna, "medlar", "conversation_id", group).size() == 1);
    Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> termsOf(group, 2).isEmpty());

    byte[] old = event(group, edited, Map.of("rev", 1, "content", "quince before"));
    KafkaLog.write(Topics.MESSAGE_CREATED, group.toString(), old);
    KafkaLog.write(Topics.MESSAGE_UPDATED, group.toString(), edit);
    UUID marker = say(anna, group, "behind them");
    awaitIndexed(group);
    assertThat(marker).isNotNull();
    assertThat(termsOf(group, 1)).contains("medlar").doesNotContain("quince");
  }

  @Test
  void aMalformedEventGoesToTheDeadLettersAndTheNextIsIndexed() {
    UUID group = conversationService.group("anna", "ben");
    KafkaLog.write(Topics.MESSAGE_CREATED, group.toString(), "{\"content\":1".getBytes());
    KafkaLog.write(Topics.MESSAGE_CREATED, group.toString(), "{\"content\":\"x\"}".getBytes());
    say("anna", group, "apricot");
    awaitIndexed(group);
    assertThat(found("anna", "apricot", "conversation_id", group)).hasSize(1);
    try (KafkaLog dead = new KafkaLog(Topics.deadLetters(Topics.MESSAGE_CREATED))) {
      assertThat(dead.of(group, 2)).hasSize(2);
    }
  }

  @Test
  void theDocumentsCanBeMadeAnewFromTheMessages() {
    UUID group = conversationService.group("anna", "ben");
    say("anna", group, "cherry one", "cherry two");
    awaitIndexed(group);
    jdbc.update("DELETE FROM search_document WHERE conversation_id = ?", group);
    assertThat(found("anna", "cherry", "conversation_id", group)).isEmpty();

    assertThat(client.internal("/internal/search/rebuild", Map.of()).status()).isEqualTo(202);
    while (rebuild.step()) {
      assertThat(jdbc).isNotNull();
    }
    awaitIndexed(group);
    assertThat(found("anna", "cherry", "conversation_id", group)).hasSize(2);
    assertThat(client.post("anna", "/internal/search/rebuild", Map.of()).status()).isEqualTo(401);
  }

  @Test
  void whateverIsTypedIsAnsweredOrRefused() {
    String anna = someone();
    UUID group = conversationService.group(anna, "zed");
    say(anna, group, "fig");
    awaitIndexed(group);
    for (String odd :
        List.of(
            "'",
            "\"",
            "\"\"",
            "\\",
            "fig' | 'x",
            "!fig",
            "fig & !!",
            "fig:*B",
            "<->",
            "~",
            "#",
            "%",
            "😀",
            "‍",
            "ﷺ",
            "½",
            "İ",
            "ß",
            "-",
            "((((",
            "a".repeat(256),
            "\"" + "x ".repeat(120),
            "東".repeat(256),
            "the ".repeat(64),
            "\ud83d\ude00".repeat(128),
            "~fig",
            "#english")) {
      Answer answer = search(anna, odd);
      assertThat(answer.status()).as(odd + " " + answer.text()).isEqualTo(200);
    }
    assertThat(found(anna, "fig!!! & | <-> ':*")).containsExactly("fig");
    assertThat(client.get(anna, "/api/v1/search?q=fi%00g").status()).isIn(200, 400);
    assertThat(client.get(anna, "/api/v1/search?q=fig&sender_id=a%00b").status()).isEqualTo(400);
    for (String bad :
        List.of(
            "",
            "?q=",
            "?q=%20",
            "?q=" + "x".repeat(257),
            "?q=" + "y".repeat(10_000),
            "?q=fig&type=none",
            "?q=fig&from=yesterday",
            "?q=fig&conversation_id=1",
            "?q=fig&limit=0",
            "?q=fig&limit=51",
            "?q=fig&cursor=x",
            "?q=fig&cursor=MSAyIDM",
            "?q=fig&cursor=" + "A".repeat(500))) {
      Answer answer = client.get(anna, "/api/v1/search" + bad);
      assertThat(answer.status()).as(bad).isEqualTo(400);
      assertThat(answer.code()).as(bad).isEqualTo("validation_failed");
    }
  }

  @Test
  void saysUnavailableWhenItTakesTooLongOrNobodyKnowsTheCallersConversations() throws SQLException {
    UUID group = conversationService.group("anna", "ben");
    say("anna", group, "grape");
    awaitIndexed(group);
    try (Connection other = database.getConnection()) {
      other.setAutoCommit(false);
      other.createStatement().execute("LOCK TABLE search_document IN ACCESS EXCLUSIVE MODE");
      Answer slow = search("anna", "grape", "conversation_id", group);
      other.rollback();
      other.setAutoCommit(true);
      assertThat(slow.status()).as(slow.text()).isEqualTo(503);
      assertThat(slow.code()).isEqualTo("unavailable");
      assertThat(slow.headers().firstValue("retry-after")).isPresent();
    }
    conversationService.takeDown();
    assertThat(search("anna", "grape").status()).isEqualTo(503);
    conversationService.calm();
    breakers.circuitBreaker("conversation-service").reset();
    assertThat(found("anna", "grape", "conversation_id", group)).hasSize(1);
  }

  private String termsOf(UUID conversation, long seq) {
    return Objects.requireNonNull(
        jdbc.queryForObject(
            "SELECT terms::text FROM search_document WHERE conversation_id = ? AND seq = ?",
            String.class,
            conversation,
            seq));
  }

  private String timeOf(String user, String content) {
    return search(user, "\"" + content + "\"")
        .json()
        .path("items")
        .path(0)
        .path("message")
        .path("created_at")
        .asString();
  }

  private static String someone() {
    return "user-" + UUID.randomUUID();
  }
}
