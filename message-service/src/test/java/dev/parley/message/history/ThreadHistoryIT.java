package dev.parley.message.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.common.id.MessageId;
import dev.parley.message.testing.Client;
import dev.parley.message.testing.Client.Answer;
import dev.parley.message.testing.MessageServiceTest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// Two threads, 1 with the replies 3, 5, 7, 9 and 11, and 2 with 4, 8 and 12; the rest is in none.
class ThreadHistoryIT extends MessageServiceTest {

  private static final Map<Integer, Integer> THREADS =
      Map.of(3, 1, 5, 1, 7, 1, 9, 1, 11, 1, 4, 2, 8, 2, 12, 2);

  private final List<UUID> ids = new ArrayList<>();
  private UUID conversation;

  @BeforeEach
  void talk() {
    conversation = conversationService.group("anna", "ben");
    ids.clear();
    for (int seq = 1; seq <= 12; seq++) {
      ids.add(UUID.randomUUID());
      Map<String, Object> payload =
          new HashMap<>(Client.text(conversation, ids.getLast(), "m" + seq));
      Integer root = THREADS.get(seq);
      if (root != null) {
        payload.put("thread_root", id(root));
      }
      Answer sent = client.send("anna", conversation, payload);
      assertThat(sent.json().path("seq").asInt()).as(sent.text()).isEqualTo(seq);
    }
  }

  @Test
  void pagesHaveTheRepliesOfThatThreadOnly() {
    assertPage(1, "", List.of(3, 5, 7, 9, 11), false);
    assertPage(2, "", List.of(4, 8, 12), false);
    assertPage(1, "&limit=2", List.of(9, 11), true);
    assertPage(1, "&before_seq=9&limit=2", List.of(5, 7), true);
    assertPage(1, "&before_seq=6", List.of(3, 5), false);
    assertPage(1, "&before_seq=3", List.of(), false);
    assertPage(1, "&after_seq=0&limit=2", List.of(3, 5), true);
    assertPage(1, "&after_seq=5&limit=3", List.of(7, 9, 11), false);
    assertPage(1, "&after_seq=11", List.of(), false);
    assertPage(1, "&around_seq=7&limit=3", List.of(5, 7, 9), true);
    assertPage(1, "&around_seq=8&limit=2", List.of(7, 9), true);
    assertPage(2, "&around_seq=8&limit=20", List.of(4, 8, 12), false);
  }

  @Test
  void whatIsNoRootHasNoReplies() {
    assertPage(3, "", List.of(), false);
    assertPage(6, "", List.of(), false);
    UUID elsewhere = conversationService.group("anna", "ben");
    client.sendText("anna", elsewhere, UUID.randomUUID(), "x");
    for (UUID root : List.of(id(1), UUID.randomUUID())) {
      JsonNode page = page("anna", elsewhere, root, "");
      assertThat(page.path("items")).isEmpty();
      assertThat(page.path("has_more").asBoolean()).isFalse();
    }
    // An id in capitals is the same id.
    String shouted = "?thread_root=" + id(2).toString().toUpperCase(Locale.ROOT);
    assertThat(seqs(client.get("ben", Client.messagesOf(conversation) + shouted).json()))
        .containsExactly(4, 8, 12);
  }

  @Test
  void aReplyLooksAsItDoesInTheHistory() {
    client.put("ben", Client.reactionTo(conversation, id(5), "👍"));
    client.patch("anna", Client.messageOf(conversation, id(7)), Map.of("content", "other"));
    client.delete("anna", Client.messageOf(conversation, id(9)));
    client.delete("anna", Client.messageOf(conversation, id(1)));

    Map<Integer, JsonNode> history = new HashMap<>();
    client
        .get("ben", Client.messagesOf(conversation))
        .json()
        .path("items")
        .forEach(item -> history.put(item.path("seq").asInt(), item));
    JsonNode replies = page("ben", conversation, id(1), "").path("items");
    assertThat(replies).hasSize(5);
    replies.forEach(reply -> assertThat(reply).isEqualTo(history.get(reply.path("seq").asInt())));
    assertThat(replies.get(1).path("reactions").get(0).path("me").asBoolean()).isTrue();
    assertThat(replies.get(2).path("content").asString()).isEqualTo("other");
    assertThat(replies.get(3).has("deleted_at")).isTrue();
    assertThat(replies.get(3).has("content")).isFalse();
    conversationService.cursors(conversation, 6, 6);
    JsonNode own = page("anna", conversation, id(1), "").path("items");
    assertThat(own.get(0).path("status").asString()).isEqualTo("read");
    assertThat(own.get(2).path("status").asString()).isEqualTo("sent");
  }

  @Test
  void theWindowIsTheHistorys() {
    conversationService.change(
        conversation, c -> c.sinceJoining().with("nora", 4).without("ben", 0, 8));
    forgetAccess();

    assertThat(seqs(page("ben", conversation, id(1), ""))).containsExactly(3, 5, 7);
    assertThat(seqs(page("ben", conversation, id(1), "&after_seq=5"))).containsExactly(7);
    assertThat(page("ben", conversation, id(1), "&after_seq=5").path("has_more").asBoolean())
        .isFalse();
    assertThat(seqs(page("ben", conversation, id(1), "&around_seq=12&limit=2"))).containsExactly(7);
    assertThat(seqs(page("nora", conversation, id(1), ""))).containsExactly(5, 7, 9, 11);
    assertThat(seqs(page("nora", conversation, id(1), "&before_seq=7"))).containsExactly(5);
    assertThat(seqs(page("nora", conversation, id(1), "&after_seq=0&limit=1"))).containsExactly(5);
    assertRefused(
        client.get("mallory", Client.messagesOf(conversation) + "?thread_root=" + id(1)),
        404,
        "not_found");
  }

  @Test
  void aThreadInALongConversationCostsNoMoreThanItsPage() {
    UUID root = UUID.randomUUID();
    UUID large = conversationService.group("anna", "ben");
    jdbc.update(
        """
        INSERT INTO message (conversation_id, seq, rev, id, type, sender_id, content, details, created_at)
        SELECT ?, n, n, gen_random_uuid(), 'text', 'anna', 'message ' || n,
               CASE WHEN n % 10 = 0 THEN ?::jsonb
                    WHEN n % 3 = 0 THEN ?::jsonb || jsonb_build_object('thread_root', gen_random_uuid())
               END,
               now()
          FROM generate_series(1, 30000) n
        """,
        large, inThread(root), inThread(root));
    jdbc.execute("ANALYZE message");

    String thread = root.toString();
    assertCheap(Messages.REPLIES_BEFORE, large, thread, 0L, Long.MAX_VALUE, 51);
    assertCheap(Messages.REPLIES_BEFORE, large, thread, 0L, 14_999L, 51);
    assertCheap(Messages.REPLIES_AFTER, large, thread, 100L, Long.MAX_VALUE, 51);
    assertCheap(Messages.REPLIES_AFTER, large, UUID.randomUUID().toString(), 0L, 30_000L, 51);
    assertThat(seqs(page("anna", large, root, "&before_seq=15001&limit=2")))
        .containsExactly(14_990, 15_000);
  }

  private static @Nullable String inThread(UUID root) {
    return MessageDetails.inThread(new MessageId(root)).toColumn();
  }

  /// Reads the threads' index, and of it no more than the page has.
  private void assertCheap(String sql, Object... parameters) {
    String plan =
        String.join(
            "\n",
            jdbc.queryForList(
                "EXPLAIN (ANALYZE, COSTS OFF, TIMING OFF) " + sql, String.class, parameters));
    assertThat(plan)
        .containsPattern("Index Scan (Backward )?using message_\\d_thread")
        .doesNotContain("Seq Scan", "Sort", "Rows Removed")
        .doesNotContainPattern("rows=[1-9]\\d{3,}");
  }

  private UUID id(int seq) {
    return ids.get(seq - 1);
  }

  private void assertPage(int root, String query, List<Integer> seqs, boolean hasMore) {
    JsonNode page = page("ben", conversation, id(root), query);
    assertThat(seqs(page)).as(query).isEqualTo(seqs);
    assertThat(page.path("has_more").asBoolean()).as(query).isEqualTo(hasMore);
  }

  private JsonNode page(String user, UUID where, UUID root, String query) {
    Answer answer = client.get(user, Client.messagesOf(where) + "?thread_root=" + root + query);
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    return answer.json();
  }

  private static List<Integer> seqs(JsonNode page) {
    return page.path("items").valueStream().map(item -> item.path("seq").asInt()).toList();
  }
}
