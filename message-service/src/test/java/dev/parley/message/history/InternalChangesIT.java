package dev.parley.message.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.common.json.Json;
import dev.parley.message.testing.Client;
import dev.parley.message.testing.MessageServiceTest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

class InternalChangesIT extends MessageServiceTest {

  @Test
  void tellsOfManyConversationsAtOnceAndOfThoseWithNewsOnly() {
    UUID quiet = withMessages(3);
    UUID busy = withMessages(4);
    UUID fresh = withMessages(2);
    UUID empty = conversationService.group("anna");

    JsonNode answer = ask(100, item(quiet, 3), item(busy, 2), item(fresh, 0), item(empty, 0));
    assertThat(answer.path("reached").asInt()).isEqualTo(4);
    assertThat(answer.path("items").size()).isEqualTo(2);
    assertChanges(answer, 0, busy, List.of(3, 4), 4, true);
    assertChanges(answer, 1, fresh, List.of(1, 2), 2, true);
  }

  @Test
  void aChangeOfAnOldMessageComesInTheOrderOfRevs() {
    UUID conversation = withMessages(4);
    edit(conversation, 2, 5);

    assertChanges(ask(100, item(conversation, 3)), 0, conversation, List.of(4, 2), 5, true);
    assertChanges(ask(100, item(conversation, 4)), 0, conversation, List.of(2), 5, true);
    assertThat(ask(100, item(conversation, 5)).path("items").size()).isZero();
  }

  @Test
  void tellsNothingRatherThanAPart() {
    UUID conversation = withMessages(5);
    assertChanges(ask(5, item(conversation, 0)), 0, conversation, List.of(1, 2, 3, 4, 5), 5, true);
    assertChanges(ask(4, item(conversation, 0)), 0, conversation, List.of(), 5, false);
    assertChanges(ask(4, item(conversation, 1)), 0, conversation, List.of(2, 3, 4, 5), 5, true);
  }

  @Test
  void aReaderIsToldWhichReactionsAreTheirsAndWhatBecameOfTheirMessages() {
    UUID conversation = conversationService.group("anna", "ben");
    UUID id = UUID.randomUUID();
    client.sendText("anna", conversation, id, "hello");
    client.put("ben", Client.reactionTo(conversation, id, "👍"));
    conversationService.cursors(conversation, 1, 1);

    for (String user : List.of("anna", "ben")) {
      JsonNode message =
          client
              .internal(
                  "/internal/changes",
                  Map.of(
                      "user_id",
                      user,
                      "items",
                      List.of(item(conversation, 0)),
                      "limit",
                      10,
                      "max_bytes",
                      100_000))
              .json()
              .path("items")
              .get(0)
              .path("changes")
              .get(0);
      assertThat(message.path("reactions").get(0).path("me").asBoolean())
          .isEqualTo(user.equals("ben"));
      assertThat(message.path("status").asString("")).isEqualTo(user.equals("anna") ? "read" : "");
    }
  }

  @Test
  void aRevThatWasNeverGivenOutIsNotTakenForBeingUpToDate() {
    UUID conversation = withMessages(2);
    assertChanges(ask(9, item(conversation, 3)), 0, conversation, List.of(), 2, false);
    UUID nowhere = UUID.randomUUID();
    assertChanges(ask(9, item(nowhere, 1)), 0, nowhere, List.of(), 0, false);
  }

  @Test
  void showsNoMessageOutsideTheReadersWindow() {
    UUID conversation = withMessages(6);
    edit(conversation, 2, 7);

    Map<String, Object> joinedLate = item(conversation, 0, Map.of("from_seq", 4));
    assertChanges(ask(9, joinedLate), 0, conversation, List.of(5, 6), 7, true);
    Map<String, Object> joinedNow = item(conversation, 0, Map.of("from_seq", 6));
    assertChanges(ask(9, joinedNow), 0, conversation, List.of(), 7, true);

    Map<String, Object> left = item(conversation, 1, Map.of("to_seq", 3));
    assertChanges(ask(9, left), 0, conversation, List.of(3, 2), 7, true);
    edit(conversation, 5, 8);
    Map<String, Object> gone = item(conversation, 7, Map.of("to_seq", 3));
    assertChanges(ask(9, gone), 0, conversation, List.of(), 7, true);
  }

  @Test
  void aReaderWhoIsVeryFarBehindStartsOver() {
    UUID conversation = withMessages(3);
    // As many reactions to the last message would.
    edit(conversation, 3, ChangeLog.SPAN);
    assertChanges(
        ask(9, item(conversation, 0)), 0, conversation, List.of(1, 2, 3), ChangeLog.SPAN, true);
    edit(conversation, 3, ChangeLog.SPAN + 1);
    assertChanges(
        ask(9, item(conversation, 0)), 0, conversation, List.of(), ChangeLog.SPAN + 1, false);
  }

  @Test
  void anAnswerThatWouldBecomeTooLargeEndsEarlyAndSaysWhere() {
    UUID first = withLargeMessages(150);
    UUID second = withLargeMessages(150);
    UUID third = withLargeMessages(150);

    JsonNode answer = ask(200, item(first, 0), item(second, 0), item(third, 0));
    assertThat(answer.path("reached").asInt()).isEqualTo(1);
    assertThat(answer.path("items").size()).isEqualTo(1);
    assertThat(answer.path("items").get(0).path("changes").size()).isEqualTo(150);

    JsonNode rest = ask(200, item(second, 149), item(third, 149));
    assertThat(rest.path("reached").asInt()).isEqualTo(2);
    assertThat(rest.path("items").size()).isEqualTo(2);
  }

  @Test
  void refusesWhatIsTooMuch() {
    List<Map<String, Object>> many = new ArrayList<>();
    for (int i = 0; i < 2_001; i++) {
      many.add(item(UUID.randomUUID(), 0));
    }
    assertThat(status(request(10, many))).isEqualTo(400);
    assertThat(status(request(0, List.of()))).isEqualTo(400);
    assertThat(status(request(201, List.of()))).isEqualTo(400);
    assertThat(status(request(10, List.of(item(UUID.randomUUID(), -1))))).isEqualTo(400);
    assertThat(status(Map.of("items", List.of(), "limit", 10))).isEqualTo(200);
    assertThat(status(request(10, List.of()))).isEqualTo(200);
  }

  @Test
  void aThousandConversationsCostAsMuchAsTheirNews() {
    jdbc.update(
        """
        WITH h AS (INSERT INTO conversation_head
                   SELECT gen_random_uuid(), 300, 300 FROM generate_series(1, 1000)
                   RETURNING conversation_id)
        INSERT INTO message (conversation_id, seq, rev, id, type, sender_id, content, created_at)
        SELECT h.conversation_id, n, n, gen_random_uuid(), 'text', 'week-away', 'm', now()
        FROM h, generate_series(1, 300) n
        """);
    jdbc.execute("ANALYZE message, conversation_head");
    List<UUID> ids =
        JdbcClient.create(jdbc)
            .sql("SELECT DISTINCT conversation_id FROM message WHERE sender_id = 'week-away'")
            .query((row, _) -> row.getObject(1, UUID.class))
            .list();
    JsonNode answer = askAll(100, ids.stream().map(id -> item(id, 298)).toList());
    assertThat(answer.path("items").size()).isEqualTo(1_000);
    assertThat(answer.path("items").get(999).path("changes").size()).isEqualTo(2);
    // A few look-ups for each conversation, not a walk through 300 000 messages.
    assertThat(pagesReadFor(ids, 298)).isLessThan(30_000);
  }

  /// Pages of tables and indexes that the statement looks at.
  private long pagesReadFor(List<UUID> conversations, long afterRev) {
    String[] revs = conversations.stream().map(_ -> Long.toString(afterRev)).toArray(String[]::new);
    String[] zeros = conversations.stream().map(_ -> "0").toArray(String[]::new);
    String[] ends =
        conversations.stream().map(_ -> Long.toString(Long.MAX_VALUE)).toArray(String[]::new);
    String plan =
        JdbcClient.create(jdbc)
            .sql("EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) " + ChangeLog.CHANGES)
            .param(
                "conversations", conversations.stream().map(UUID::toString).toArray(String[]::new))
            .param("afterRevs", revs)
            .param("lowestRevs", revs)
            .param("fromSeqs", zeros)
            .param("toSeqs", ends)
            .param("span", ChangeLog.SPAN)
            .param("limit", 100)
            .param("bytes", 4_000_000)
            .query(String.class)
            .single();
    JsonNode root = Json.mapper().readTree(plan).get(0).path("Plan");
    return root.path("Shared Hit Blocks").asLong() + root.path("Shared Read Blocks").asLong();
  }

  private UUID withMessages(int count) {
    UUID conversation = conversationService.group("anna", "ben");
    List<Map<String, Object>> items = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      items.add(Client.item("anna", Client.text(conversation, UUID.randomUUID(), "m" + i)));
    }
    client.sends(items);
    return conversation;
  }

  private UUID withLargeMessages(int count) {
    UUID conversation = conversationService.group("anna", "ben");
    jdbc.update("INSERT INTO conversation_head VALUES (?, ?, ?)", conversation, count, count);
    jdbc.update(
        """
        INSERT INTO message (conversation_id, seq, rev, id, type, sender_id, content, created_at)
        SELECT ?, n, n, gen_random_uuid(), 'text', 'anna', repeat('x', 16000), now()
        FROM generate_series(1, ?) n
        """,
        conversation,
        count);
    return conversation;
  }

  private void edit(UUID conversation, int seq, int rev) {
    jdbc.update(
        "UPDATE message SET rev = ?, content = 'edited' WHERE conversation_id = ? AND seq = ?",
        rev,
        conversation,
        seq);
    jdbc.update(
        "UPDATE conversation_head SET last_rev = ? WHERE conversation_id = ?", rev, conversation);
  }

  private static Map<String, Object> item(UUID conversation, long afterRev) {
    return item(conversation, afterRev, Map.of());
  }

  private static Map<String, Object> item(UUID conversation, long afterRev, Map<String, ?> window) {
    Map<String, Object> item = new HashMap<>(window);
    item.put("conversation_id", conversation);
    item.put("after_rev", afterRev);
    return item;
  }

  @SafeVarargs
  private JsonNode ask(int limit, Map<String, Object>... items) {
    return askAll(limit, List.of(items));
  }

  private JsonNode askAll(int limit, List<Map<String, Object>> items) {
    var answer = client.internal("/internal/changes", request(limit, items));
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    return answer.json();
  }

  private static Map<String, Object> request(int limit, List<Map<String, Object>> items) {
    return Map.of("user_id", "ben", "limit", limit, "max_bytes", 4_000_000, "items", items);
  }

  private int status(Map<String, ?> request) {
    return client.internal("/internal/changes", request).status();
  }

  private static void assertChanges(
      JsonNode answer, int place, UUID conversation, List<Integer> seqs, long rev, boolean all) {
    JsonNode item = answer.path("items").get(place);
    assertThat(item.path("conversation_id").asString()).isEqualTo(conversation.toString());
    assertThat(item.path("changes").values().stream().map(m -> m.path("seq").asInt()).toList())
        .isEqualTo(seqs);
    assertThat(item.path("rev").asLong()).isEqualTo(rev);
    assertThat(item.path("complete").asBoolean()).isEqualTo(all);
  }
}
