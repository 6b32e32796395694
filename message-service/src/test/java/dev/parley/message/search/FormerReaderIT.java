package dev.parley.message.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.message.testing.Client;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// Whoever has left reads what there was, and nothing that was written into it since.
class FormerReaderIT extends SearchTest {

  private UUID conversation;
  private UUID first;
  private UUID second;
  private long leftRev;
  private Instant leftAt;

  @BeforeEach
  void letThemGoAndGoOn() {
    conversation = conversationService.group("anna", "ben", "carl");
    first = say("anna", conversation, "one");
    second = say("anna", conversation, "two");
    edit(first, Map.of("content", "one, mended"));
    client.put("carl", Client.reactionTo(conversation, first, "👍"));
    leftRev =
        Objects.requireNonNull(
            jdbc.queryForObject(
                "SELECT last_rev FROM conversation_head WHERE conversation_id = ?",
                Long.class,
                conversation));
    leftAt =
        Objects.requireNonNull(
                jdbc.queryForObject("SELECT clock_timestamp()", OffsetDateTime.class))
            .toInstant();
    conversationService.change(conversation, c -> c.without("ben", 0, 2, leftRev, leftAt));
    forgetAccess();
    edit(first, Map.of("content", "one is secret", "mentions", List.of("carl")));
    edit(second, Map.of("content", "two is secret"));
    client.put("carl", Client.reactionTo(conversation, first, "🎉"));
    client.put("anna", Client.reactionTo(conversation, second, "👍"));
    client.send("carl", conversation, Map.of("content", "in its thread", "thread_root", second));
  }

  @Test
  void readsMessagesAsTheyWereThen() {
    String path = "/api/v1/conversations/" + conversation;
    for (JsonNode page :
        List.of(
            client.get("ben", path + "/messages").json(),
            client.get("ben", path + "/messages?around_seq=1").json(),
            client.get("ben", path + "/messages?after_seq=0").json(),
            client.get("ben", path + "/changes?after_rev=0").json())) {
      assertThat(page.toString())
          .doesNotContain("secret", "🎉", "\"mentions\":[\"carl", "thread_reply_count");
      assertThat(contentOf(page, 1)).isEqualTo("one, mended");
      assertThat(contentOf(page, 2)).isEqualTo("two");
    }
    JsonNode one = client.get("ben", Client.messageOf(conversation, first)).json();
    assertThat(one.path("content").asString()).isEqualTo("one, mended");
    assertThat(one.has("edited_at")).isTrue();
    assertThat(one.path("reactions")).hasSize(1);
    assertThat(one.path("reactions").get(0).path("emoji").asString()).isEqualTo("👍");
    JsonNode two = client.get("ben", Client.messageOf(conversation, second)).json();
    assertThat(two.has("edited_at")).isFalse();
    assertThat(two.path("reactions")).isEmpty();
    JsonNode edits = client.get("ben", Client.messageOf(conversation, first) + "/edits").json();
    assertThat(edits.path("items")).hasSize(1);
    assertThat(edits.path("items").get(0).path("content").asString()).isEqualTo("one");
    assertThat(client.get("carl", path + "/messages").text()).contains("one is secret", "🎉");
  }

  @Test
  void isToldNoMoreByASyncAForwardOrASearch() {
    JsonNode synced =
        client
            .internal(
                "/internal/changes",
                Map.of(
                    "user_id",
                    "ben",
                    "limit",
                    10,
                    "items",
                    List.of(
                        Map.of(
                            "conversation_id",
                            conversation,
                            "after_rev",
                            0,
                            "to_seq",
                            2,
                            "left_rev",
                            leftRev,
                            "left_at",
                            leftAt))))
            .json();
    assertThat(synced.toString()).contains("one, mended").doesNotContain("secret", "🎉");

    UUID elsewhere = conversationService.group("ben", "dora");
    client.post(
        "ben",
        Client.messageOf(conversation, first) + "/forward",
        Map.of("conversation_ids", List.of(elsewhere)));
    assertThat(client.get("dora", Client.messagesOf(elsewhere)).text())
        .contains("one, mended")
        .doesNotContain("secret");

    Awaitility.await()
        .until(() -> found("carl", "secret", "conversation_id", conversation).size() == 2);
    assertThat(found("ben", "secret", "conversation_id", conversation)).isEmpty();
    assertThat(found("ben", "one", "conversation_id", conversation)).containsExactly("one, mended");
  }

  private void edit(UUID message, Map<String, ?> change) {
    assertThat(client.patch("anna", Client.messageOf(conversation, message), change).status())
        .isEqualTo(200);
  }

  private static String contentOf(JsonNode page, int seq) {
    return page.path("items").values().stream()
        .filter(item -> item.path("seq").asInt() == seq)
        .findFirst()
        .orElseThrow()
        .path("content")
        .asString();
  }
}
