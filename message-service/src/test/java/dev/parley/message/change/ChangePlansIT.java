package dev.parley.message.change;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.message.testing.Client;
import dev.parley.message.testing.MessageServiceTest;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// A change costs the same in a conversation of any size.
class ChangePlansIT extends MessageServiceTest {

  private static final int DEEP = 30_000;

  @Test
  void whatAChangeLooksUpIsFoundThroughAnIndex() {
    UUID conversation = conversationService.group("anna", "ben");
    UUID id = UUID.randomUUID();
    client.sendText("anna", conversation, id, "first");
    client.send("ben", conversation, Map.of("content", "yes", "reply_to", id));
    jdbc.update(
        """
        INSERT INTO message (conversation_id, seq, rev, id, type, sender_id, content, created_at)
        SELECT ?, n, n, gen_random_uuid(), 'text', 'anna', 'x', now()
          FROM generate_series(3, ?) n
        """,
        conversation,
        DEEP);
    jdbc.update(
        "UPDATE conversation_head SET last_seq = ?, last_rev = ? WHERE conversation_id = ?",
        DEEP,
        DEEP,
        conversation);
    jdbc.execute("ANALYZE message");

    for (String sql :
        List.of(
            """
            SELECT m.seq FROM unnest(ARRAY['%1$s']::uuid[], ARRAY['%2$s']::text[])
                AS quoted(conversation_id, id)
              JOIN message m ON m.conversation_id = quoted.conversation_id
                            AND m.details #>> '{reply_to,id}' = quoted.id
             WHERE m.details #>> '{reply_to,id}' IS NOT NULL
               AND m.details #>> '{reply_to,preview}' IS NOT NULL
             ORDER BY m.seq LIMIT 500
            """,
            "SELECT conversation_id, count(*) FROM message"
                + " WHERE conversation_id = ANY ('{%1$s}'::uuid[]) AND pinned"
                + " GROUP BY conversation_id",
            "UPDATE message m SET content = c.content FROM unnest(ARRAY['%1$s']::uuid[],"
                + " ARRAY[1]::bigint[], ARRAY['x']) AS c(conversation_id, seq, content)"
                + " WHERE m.conversation_id = c.conversation_id AND m.seq = c.seq")) {
      String plan =
          String.join(
              "\n",
              jdbc.queryForList(
                  "EXPLAIN (ANALYZE, COSTS OFF, TIMING OFF) " + sql.formatted(conversation, id),
                  String.class));
      assertThat(plan).as(sql).doesNotContainPattern("Seq Scan on message.*rows=[1-9]");
      assertThat(plan).as(sql).doesNotContainPattern("Rows Removed by Filter: [1-9]\\d{2,}");
    }
    assertThat(client.delete("anna", Client.messageOf(conversation, id)).status()).isEqualTo(200);
    assertThat(
            client
                .get("anna", Client.messagesOf(conversation) + "?after_seq=1&limit=1")
                .json()
                .path("items")
                .get(0)
                .path("reply_to")
                .has("preview"))
        .isFalse();
  }
}
