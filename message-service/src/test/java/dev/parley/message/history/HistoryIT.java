package dev.parley.message.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.message.testing.Client;
import dev.parley.message.testing.Client.Answer;
import dev.parley.message.testing.MessageServiceTest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class HistoryIT extends MessageServiceTest {

  @Test
  void pagesStandInSeqOrderAndKnowWhetherThereIsMore() {
    UUID conversation = withMessages(10);

    assertPage(conversation, "", List.of(1, 2, 3, 4, 5, 6, 7, 8, 9, 10), false);
    assertPage(conversation, "?limit=10", List.of(1, 2, 3, 4, 5, 6, 7, 8, 9, 10), false);
    assertPage(conversation, "?limit=9", List.of(2, 3, 4, 5, 6, 7, 8, 9, 10), true);
    assertPage(conversation, "?limit=1", List.of(10), true);
    assertPage(conversation, "?before_seq=4&limit=2", List.of(2, 3), true);
    assertPage(conversation, "?before_seq=4&limit=3", List.of(1, 2, 3), false);
    assertPage(conversation, "?before_seq=1", List.of(), false);
    assertPage(conversation, "?before_seq=99&limit=2", List.of(9, 10), true);
    assertPage(conversation, "?after_seq=0&limit=3", List.of(1, 2, 3), true);
    assertPage(conversation, "?after_seq=7&limit=3", List.of(8, 9, 10), false);
    assertPage(conversation, "?after_seq=7&limit=2", List.of(8, 9), true);
    assertPage(conversation, "?after_seq=10", List.of(), false);
    assertPage(conversation, "?after_seq=" + Long.MAX_VALUE, List.of(), false);
  }

  @Test
  void aPageAroundAMessageHasItsNeighboursOnBothSides() {
    UUID conversation = withMessages(10);

    assertPage(conversation, "?around_seq=5&limit=5", List.of(3, 4, 5, 6, 7), true);
    assertPage(conversation, "?around_seq=5&limit=4", List.of(3, 4, 5, 6), true);
    assertPage(conversation, "?around_seq=1&limit=4", List.of(1, 2), true);
    assertPage(conversation, "?around_seq=10&limit=4", List.of(8, 9, 10), true);
    assertPage(conversation, "?around_seq=5&limit=1", List.of(5), true);
    assertPage(
        conversation, "?around_seq=5&limit=20", List.of(1, 2, 3, 4, 5, 6, 7, 8, 9, 10), false);
    assertPage(conversation, "?around_seq=50&limit=4", List.of(9, 10), true);
  }

  @Test
  void aConversationWithoutMessagesHasAnEmptyPage() {
    UUID conversation = neighbours.group("anna", "ben");
    assertPage(conversation, "", List.of(), false);
    JsonNode changes = changes(conversation, "after_rev=0").json();
    assertThat(changes.path("items")).isEmpty();
    assertThat(changes.path("rev").asLong()).isZero();
    assertThat(changes.path("complete").asBoolean()).isTrue();
  }

  @Test
  void oneMessageIsFoundByItsIdInItsConversationOnly() {
    UUID conversation = withMessages(2);
    UUID other = withMessages(1);
    String id = page(conversation, "").path("items").get(1).path("id").asString();

    Answer found = client.get("ben", Client.messagesOf(conversation) + "/" + id);
    assertThat(found.json().path("seq").asLong()).isEqualTo(2);
    assertThat(client.get("ben", Client.messagesOf(other) + "/" + id).status()).isEqualTo(404);
    assertThat(client.get("ben", Client.messagesOf(conversation) + "/" + UUID.randomUUID()).code())
        .isEqualTo("not_found");
  }

  @Test
  void changesComeByRevAndSayWhenThatIsAll() {
    UUID conversation = withMessages(5);
    // As an edit would: the second message is the newest change.
    jdbc.update(
        "UPDATE message SET rev = 6, content = 'edited' WHERE conversation_id = ? AND seq = 2",
        conversation);
    jdbc.update(
        "UPDATE conversation_head SET last_rev = 6 WHERE conversation_id = ?", conversation);

    JsonNode all = changes(conversation, "after_rev=0").json();
    assertThat(seqs(all)).containsExactly(1, 3, 4, 5, 2);
    assertThat(all.path("rev").asLong()).isEqualTo(6);
    assertThat(all.path("complete").asBoolean()).isTrue();

    JsonNode some = changes(conversation, "after_rev=0&limit=2").json();
    assertThat(seqs(some)).containsExactly(1, 3);
    assertThat(some.path("rev").asLong()).isEqualTo(3);
    assertThat(some.path("complete").asBoolean()).isFalse();

    JsonNode rest = changes(conversation, "after_rev=3&limit=3").json();
    assertThat(seqs(rest)).containsExactly(4, 5, 2);
    assertThat(rest.path("complete").asBoolean()).isTrue();

    JsonNode none = changes(conversation, "after_rev=6").json();
    assertThat(none.path("items")).isEmpty();
    assertThat(none.path("rev").asLong()).isEqualTo(6);
    assertThat(none.path("complete").asBoolean()).isTrue();
  }

  @Test
  void aRevThatWasNeverGivenOutAsksForAFreshStart() {
    UUID conversation = withMessages(3);
    Answer answer = changes(conversation, "after_rev=4");
    assertThat(answer.status()).isEqualTo(410);
    assertThat(answer.code()).isEqualTo("resync_required");
  }

  @Test
  void depthCostsNothing() {
    UUID conversation = neighbours.group("anna", "ben");
    jdbc.update(
        """
        INSERT INTO message (conversation_id, seq, rev, id, type, sender_id, content, created_at)
        SELECT ?, n, n, gen_random_uuid(), 'text', 'anna', 'message ' || n, now()
          FROM generate_series(1, 50000) n
        """,
        conversation);
    jdbc.execute("ANALYZE message");

    String page =
        "SELECT * FROM message WHERE conversation_id = '%s' AND seq %s ORDER BY seq %s LIMIT 51";
    for (String sql :
        List.of(
            page.formatted(conversation, "< 25000", "DESC"),
            page.formatted(conversation, "< 9223372036854775807", "DESC"),
            page.formatted(conversation, "> 100", "ASC"),
            page.formatted(conversation, "> 49990", "ASC"),
            page.formatted(conversation, "> 49000", "ASC").replace("seq", "rev"))) {
      String plan =
          String.join(
              "\n",
              jdbc.queryForList("EXPLAIN (ANALYZE, COSTS OFF, TIMING OFF) " + sql, String.class));
      assertThat(plan).as(sql).contains("Index Scan").doesNotContain("Seq Scan", "Sort", "Removed");
      assertThat(plan).doesNotContainPattern("rows=[1-9]\\d{3,}");
    }
    assertThat(seqs(page(conversation, "?before_seq=25001&limit=3")))
        .containsExactly(24_998, 24_999, 25_000);
  }

  @Test
  void otherServicesReadHeadsAndMessages() {
    UUID conversation = withMessages(5);
    JsonNode heads =
        client
            .internal("/internal/heads", Map.of("ids", List.of(conversation, UUID.randomUUID())))
            .json()
            .path("items");
    assertThat(heads).hasSize(1);
    assertThat(heads.get(0).path("last_seq").asLong()).isEqualTo(5);
    assertThat(heads.get(0).path("last_rev").asLong()).isEqualTo(5);

    String path = "/internal/conversations/" + conversation + "/messages?after_seq=";
    JsonNode some = client.internalGet(path + "1&limit=3").json();
    assertThat(seqs(some)).containsExactly(2, 3, 4);
    assertThat(some.path("has_more").asBoolean()).isTrue();
    JsonNode rest = client.internalGet(path + "4").json();
    assertThat(seqs(rest)).containsExactly(5);
    assertThat(rest.path("has_more").asBoolean()).isFalse();
  }

  private UUID withMessages(int count) {
    UUID conversation = neighbours.group("anna", "ben");
    List<Map<String, Object>> items = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      items.add(Client.item("anna", Client.text(conversation, UUID.randomUUID(), "m" + (i + 1))));
    }
    client.sends(items);
    return conversation;
  }

  private JsonNode page(UUID conversation, String query) {
    Answer answer = client.get("ben", Client.messagesOf(conversation) + query);
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    return answer.json();
  }

  private void assertPage(UUID conversation, String query, List<Integer> seqs, boolean hasMore) {
    JsonNode page = page(conversation, query);
    assertThat(seqs(page)).as(query).isEqualTo(seqs);
    assertThat(page.path("has_more").asBoolean()).as(query).isEqualTo(hasMore);
  }

  private Answer changes(UUID conversation, String query) {
    return client.get("ben", "/api/v1/conversations/" + conversation + "/changes?" + query);
  }

  private static List<Integer> seqs(JsonNode page) {
    List<Integer> seqs = new ArrayList<>();
    page.path("items").forEach(item -> seqs.add(item.path("seq").asInt()));
    return seqs;
  }
}
