package dev.parley.conversation.activity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.conversation.Api;
import dev.parley.conversation.ConversationServiceTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/// How often someone is mentioned in what they have not read is the same small look-up however
/// often that is.
@ConversationServiceTest
class MentionCostIT {

  private static final int MESSAGES = 60_000;

  @LocalServerPort int port;
  @Autowired JdbcClient jdbc;

  @Test
  void aMentionCountLooksThroughFewOfTheMentions() {
    String id = new Api(port).as("mc-a").groupWith("mc-b", "mc-c");
    mention(id, "mc-b", 3, 0);
    mention(id, "@all", 3, 1);
    mention(id, "mc-c", 3, 2);
    // Again, with another rev, as after a reaction; and one taken back.
    mention(id, "mc-b", 3, 0);
    jdbc.sql(
            "DELETE FROM mention WHERE conversation_id = CAST(:id AS uuid) AND seq IN (4999, 5001)")
        .param("id", id)
        .update();
    jdbc.sql(
            """
            UPDATE activity SET last_seq = :last, last_mention_seq = :last
            WHERE conversation_id = CAST(:id AS uuid)
            """)
        .param("id", id)
        .param("last", MESSAGES)
        .update();
    jdbc.sql("ANALYZE mention, mention_block").update();

    for (long read : new long[] {0, 1, 1023, 1024, 4998, 4999, 30_000, MESSAGES - 1, 2000}) {
      jdbc.sql("UPDATE participant SET read_seq = :read WHERE conversation_id = CAST(:id AS uuid)")
          .param("read", read)
          .param("id", id)
          .update();
      assertThat(mentions(id, "mc-b")).as("after %d", read).isEqualTo(expected(read, 0));
      assertThat(mentions(id, "mc-c")).as("after %d", read).isEqualTo(expected(read, 2));
    }
    assertThat(
            jdbc.sql(
                    """
                    EXPLAIN (ANALYZE, COSTS OFF, TIMING OFF)
                    SELECT mention_count FROM inbox_entry WHERE user_id = 'mc-b'
                    """)
                .query(String.class)
                .list())
        .noneMatch(step -> step.contains("Seq Scan on mention m"))
        .noneMatch(step -> step.matches(".*rows=[1-9]\\d{3,}.*"));
  }

  private void mention(String id, String user, int every, int rest) {
    jdbc.sql(
            """
            INSERT INTO mention AS m (conversation_id, user_id, seq, rev)
            SELECT CAST(:id AS uuid), :user, n, n FROM generate_series(1, :last) n
            WHERE n % :every = :rest
            ON CONFLICT (conversation_id, user_id, seq) DO UPDATE SET rev = m.rev + 1
            """)
        .param("id", id)
        .param("user", user)
        .param("last", MESSAGES)
        .param("every", every)
        .param("rest", rest)
        .update();
  }

  /// Those of one's own and of everybody's; 5001 was one's own of the first, 4999 everybody's.
  private static long expected(long read, int rest) {
    long count = 0;
    for (long seq = read + 1; seq <= MESSAGES; seq++) {
      boolean gone = seq == 4999 || seq == 5001;
      if (!gone && (seq % 3 == rest || seq % 3 == 1)) {
        count++;
      }
    }
    return count;
  }

  private long mentions(String id, String user) {
    return jdbc.sql(
            """
            SELECT mention_count FROM inbox_entry
            WHERE conversation_id = CAST(:id AS uuid) AND user_id = :user
            """)
        .param("id", id)
        .param("user", user)
        .query(Long.class)
        .single();
  }
}
