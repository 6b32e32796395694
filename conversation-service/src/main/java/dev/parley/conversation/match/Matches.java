package dev.parley.conversation.match;

import dev.parley.common.id.ConversationId;
import dev.parley.conversation.sql.Columns;
import java.time.Instant;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// Matches that have had their effect.
@Repository
class Matches {

  private final JdbcClient jdbc;

  Matches(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /// Claims the match; who claims it at the same time waits, and then finds it claimed.
  ///
  /// @return false when it has had its effect before
  boolean claim(String matchId, Instant now) {
    return jdbc.sql(
                """
                INSERT INTO opened_match (match_id, opened_at) VALUES (:match, :now)
                ON CONFLICT DO NOTHING
                """)
            .param("match", matchId)
            .param("now", Columns.time(now))
            .update()
        == 1;
  }

  void opened(String matchId, ConversationId conversation) {
    jdbc.sql("UPDATE opened_match SET conversation_id = :conversation WHERE match_id = :match")
        .param("conversation", conversation.value())
        .param("match", matchId)
        .update();
  }
}
