package dev.parley.message.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.message.testing.Client.Answer;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

class SearchIT extends SearchTest {

  @Autowired private DataSource database;
  @Autowired private CircuitBreakerRegistry breakers;

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
    List<UUID> groups =
        IntStream.range(0, 5).mapToObj(_ -> conversationService.group(anna, "zed")).toList();
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
