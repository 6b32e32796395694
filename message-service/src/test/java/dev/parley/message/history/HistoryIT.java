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
    UUID conversation = conversationService.group("anna", "ben");
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
    UUID conversation = conversationService.group("anna", "ben");
    jdbc.update(
        """
        INSERT INTO message (conversation_id, seq, rev, id, type, sender_id, content, created_at)
        SELECT ?, n, n, gen_random_uuid(), 'text', 'anna', 'message ' || n, now()
          FROM generate_series(1, 50000) n
        """,
        conversation);
    jdbc.execute("ANALYZE message");

    long end = Long.MAX_VALUE;
    assertCheap(Messages.BEFORE, conversation, 0L, 24_999L, 51);
    assertCheap(Messages.BEFORE, conversation, 0L, end, 51);
    assertCheap(Messages.AFTER, conversation, 100L, end, 51);
    assertCheap(Messages.AFTER, conversation, 49_990L, end, 51);
    assertCheap(Messages.CHANGED, conversation, 49_000L, 51);
    assertCheap(Messages.CHANGED, conversation, 0L, 51);
    assertThat(seqs(page(conversation, "?before_seq=25001&limit=3")))
        .containsExactly(24_998, 24_999, 25_000);
  }

  @Test
  void whoMayNotReadAllIsToldOfChangesForABoundedCost() {
    UUID conversation = withMessages(10);
    conversationService.change(conversation, c -> c.without("ben", 0, 8));
    forgetAccess();
    jdbc.update(
        """
        INSERT INTO message (conversation_id, seq, rev, id, type, sender_id, content, created_at)
        SELECT ?, n, n, gen_random_uuid(), 'text', 'anna', 'later', now()
          FROM generate_series(11, 20000) n
        """,
        conversation);
    jdbc.update(
        "UPDATE conversation_head SET last_seq = 20000, last_rev = 20000 WHERE conversation_id = ?",
        conversation);
    jdbc.execute("ANALYZE message");

    List<String> plan =
        plan(Messages.CHANGED_WITHIN, conversation, 8L, 8L + ChangeLog.SPAN, 0L, 8L, 51);
    assertThat(plan).noneMatch(step -> step.contains("Seq Scan"));
    assertThat(removed(plan)).isEqualTo(ChangeLog.SPAN);
    assertThat(seqs(changes(conversation, "after_rev=0&limit=3").json())).containsExactly(1, 2, 3);
    assertThat(changes(conversation, "after_rev=0").code()).isEqualTo("resync_required");
    assertThat(changes(conversation, "after_rev=8").code()).isEqualTo("resync_required");
    JsonNode near = changes(conversation, "after_rev=15000").json();
    assertThat(near.path("items")).isEmpty();
    assertThat(near.path("complete").asBoolean()).isTrue();
  }

  /// Reads an index, and from it no more than the page has.
  private void assertCheap(String sql, Object... parameters) {
    List<String> plan = plan(sql, parameters);
    assertThat(plan)
        .anyMatch(step -> step.contains("Index Scan"))
        .noneMatch(step -> step.contains("Seq Scan") || step.contains("Sort"));
    assertThat(String.join("\n", plan)).doesNotContainPattern("rows=[1-9]\\d{3,}");
    assertThat(removed(plan)).isZero();
  }

  private List<String> plan(String sql, Object... parameters) {
    return String.join(
            "\n",
            jdbc.queryForList(
                "EXPLAIN (ANALYZE, COSTS OFF, TIMING OFF) " + sql, String.class, parameters))
        .lines()
        .toList();
  }

  /// How many rows were looked at for nothing.
  private static long removed(List<String> plan) {
    return plan.stream()
        .filter(step -> step.contains("Rows Removed by Filter: "))
        .mapToLong(step -> Long.parseLong(step.replaceAll("\\D", "")))
        .sum();
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
    UUID conversation = conversationService.group("anna", "ben");
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
