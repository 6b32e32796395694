package dev.parley.conversation.readmarker;

import dev.parley.common.id.UserId;
import dev.parley.conversation.sql.Columns;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// The markers of many participants at a time: one statement each way.
@Repository
class Markers {

  /// A marker that has moved.
  ///
  /// @param read whether it was the read marker; else only the delivered one moved
  record Moved(MarkerKey key, boolean read) {}

  private record Found(MarkerKey key, Standing standing) {}

  private final JdbcClient jdbc;

  Markers(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /// Those of them that are or were participants.
  Map<MarkerKey, Standing> standings(Collection<MarkerKey> keys) {
    Map<MarkerKey, Standing> standings = new HashMap<>();
    jdbc.sql(
            """
            SELECT p.conversation_id, p.user_id, p.left_at IS NOT NULL AS former,
                   p.read_seq, p.delivered_seq, a.last_seq
            FROM unnest(CAST(:conversations AS uuid[]), CAST(:users AS text[]) COLLATE "C")
              AS w (conversation_id, user_id)
            JOIN participant p USING (conversation_id, user_id)
            JOIN activity a USING (conversation_id)
            """)
        .param("conversations", Columns.texts(keys, MarkerKey::conversationId))
        .param("users", Columns.texts(keys, MarkerKey::userId))
        .query((row, _) -> new Found(key(row), standing(row)))
        .list()
        .forEach(found -> standings.put(found.key, found.standing));
    return standings;
  }

  /// Moves markers forward, never back, holding the rows in one order, so that two transactions
  /// never wait for each other.
  ///
  /// @return those that moved
  List<Moved> advance(Collection<Advance> advances) {
    List<MarkerKey> keys = advances.stream().map(Advance::key).toList();
    return jdbc.sql(
            """
            WITH held AS (
              SELECT p.conversation_id, p.user_id, w.read_to, w.delivered_to, p.read_seq AS read_before
              FROM unnest(CAST(:conversations AS uuid[]), CAST(:users AS text[]) COLLATE "C",
                          CAST(:readTo AS bigint[]), CAST(:deliveredTo AS bigint[]))
                AS w (conversation_id, user_id, read_to, delivered_to)
              JOIN participant p USING (conversation_id, user_id)
              WHERE p.left_at IS NULL
                AND (p.read_seq < w.read_to OR p.delivered_seq < w.delivered_to)
              ORDER BY p.conversation_id, p.user_id
              FOR NO KEY UPDATE OF p)
            UPDATE participant p
            SET read_seq = greatest(p.read_seq, h.read_to),
                delivered_seq = greatest(p.delivered_seq, h.delivered_to)
            FROM held h
            WHERE p.conversation_id = h.conversation_id AND p.user_id = h.user_id
            RETURNING p.conversation_id, p.user_id, p.read_seq > h.read_before AS read
            """)
        .param("conversations", Columns.texts(keys, MarkerKey::conversationId))
        .param("users", Columns.texts(keys, MarkerKey::userId))
        .param("readTo", Columns.texts(advances, Advance::readTo))
        .param("deliveredTo", Columns.texts(advances, Advance::deliveredTo))
        .query((row, _) -> new Moved(key(row), row.getBoolean("read")))
        .list();
  }

  private static MarkerKey key(ResultSet row) throws SQLException {
    return new MarkerKey(
        Columns.conversationId(row, "conversation_id"), new UserId(row.getString("user_id")));
  }

  private static Standing standing(ResultSet row) throws SQLException {
    return new Standing(
        row.getBoolean("former"),
        row.getLong("read_seq"),
        row.getLong("delivered_seq"),
        row.getLong("last_seq"));
  }
}
