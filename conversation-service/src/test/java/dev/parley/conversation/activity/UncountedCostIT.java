package dev.parley.conversation.activity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.conversation.Api;
import dev.parley.conversation.ConversationServiceTest;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/// What is unread is the same small look-up however many messages do not count.
@ConversationServiceTest
class UncountedCostIT {

  private static final int MESSAGES = 60_000;

  @LocalServerPort int port;
  @Autowired JdbcClient jdbc;

  @Test
  void anUnreadCountLooksThroughFewOfTheMessagesThatDoNotCount() {
    String id = new Api(port).as("uc-a").directWith("uc-b");
    // All but every third, in two statements that overlap.
    for (int from : new int[] {1, MESSAGES / 2}) {
      jdbc.sql(
              """
              INSERT INTO uncounted_message (conversation_id, seq)
              SELECT CAST(:id AS uuid), n FROM generate_series(:from, :to) n WHERE n % 3 > 0
              ON CONFLICT DO NOTHING
              """)
          .param("id", id)
          .param("from", from)
          .param("to", from == 1 ? MESSAGES / 2 + 5 : MESSAGES)
          .update();
    }
    jdbc.sql(
            "DELETE FROM uncounted_message WHERE conversation_id = CAST(:id AS uuid) AND seq = 5000")
        .param("id", id)
        .update();
    jdbc.sql(
            """
            UPDATE activity SET last_seq = :last, last_uncounted_seq = :last
            WHERE conversation_id = CAST(:id AS uuid)
            """)
        .param("id", id)
        .param("last", MESSAGES)
        .update();
    jdbc.sql("ANALYZE uncounted_message, uncounted_block").update();

    for (long read : new long[] {0, 1, 1023, 1024, 4999, 5000, 30_000, MESSAGES - 1, 1025}) {
      jdbc.sql("UPDATE participant SET read_seq = :read WHERE conversation_id = CAST(:id AS uuid)")
          .param("read", read)
          .param("id", id)
          .update();
      long counted = (MESSAGES / 3) - read / 3 + (read < 5000 ? 1 : 0);
      assertThat(unread(id)).as("after %d", read).containsOnly(counted);
    }
    assertThat(
            jdbc.sql(
                    """
                    EXPLAIN (ANALYZE, COSTS OFF, TIMING OFF)
                    SELECT unread_count FROM inbox_entry WHERE user_id = 'uc-a'
                    """)
                .query(String.class)
                .list())
        .noneMatch(step -> step.contains("Seq Scan on uncounted_message"))
        .noneMatch(step -> step.matches(".*rows=[1-9]\\d{3,}.*"));
  }

  private List<@Nullable Long> unread(String id) {
    return jdbc.sql(
            "SELECT unread_count FROM inbox_entry WHERE conversation_id = CAST(:id AS uuid)")
        .param("id", id)
        .query(Long.class)
        .list();
  }
}
