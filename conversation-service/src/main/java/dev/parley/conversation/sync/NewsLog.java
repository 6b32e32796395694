package dev.parley.conversation.sync;

import dev.parley.common.id.ConversationId;
import dev.parley.common.id.UserId;
import dev.parley.conversation.conversation.ConversationView;
import dev.parley.conversation.sql.Columns;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// Finds which of a user's conversations have news: one statement over the user's own rows, however
/// long the conversations are.
@Repository
class NewsLog {

  /// In larger conversations the others' markers are no news: a client asks for their receipts.
  /// What those are called whom it shows is.
  static final int MAX_WITH_RECEIPTS = 100;

  private static final String FIRST = "00000000-0000-0000-0000-000000000000";

  static final String PAGE =
      """
      SELECT p.conversation_id, p.left_at IS NOT NULL AS former, c.deleted_at IS NOT NULL AS ended,
             coalesce(l.from_seq,
                      CASE c.history WHEN 'since_joining' THEN p.joined_seq ELSE 0 END) AS from_seq,
             l.left_seq, l.rev AS left_rev, l.left_at, least(c.participant_count, :shown) AS shown,
             p.left_at IS NULL AND p.joined_seq > 0 AND c.history = 'all'
               AND coalesce(c.history_xid >= w.news_from, false) AS grown,
             p.changed_xid >= w.news_from
               OR p.left_at IS NULL
                 AND (c.changed_xid >= w.news_from
                      OR a.changed_xid >= w.news_from
                      OR c.participant_count <= :maxWithReceipts AND EXISTS (
                           SELECT FROM participant o
                           LEFT JOIN profile f ON f.user_id = o.user_id
                           WHERE o.conversation_id = p.conversation_id AND o.left_at IS NULL
                             AND (o.changed_xid >= w.news_from OR f.changed_xid >= w.news_from))
                      OR c.participant_count > :maxWithReceipts AND EXISTS (
                           SELECT FROM (
                             SELECT o.user_id FROM participant o
                             WHERE o.conversation_id = p.conversation_id AND o.left_at IS NULL
                             ORDER BY o.user_id LIMIT :shown) s
                           JOIN profile f ON f.user_id = s.user_id
                           WHERE f.changed_xid >= w.news_from))
               AS news
      FROM (SELECT CAST(:newsFrom AS xid8) AS news_from,
                   CAST(:known AS uuid[]) AS known) w
      CROSS JOIN participant p
      JOIN conversation c ON c.id = p.conversation_id
      LEFT JOIN activity a ON a.conversation_id = p.conversation_id
      LEFT JOIN left_conversation l
        ON l.user_id = p.user_id AND l.conversation_id = p.conversation_id
      WHERE p.user_id = :user AND p.conversation_id > CAST(:after AS uuid)
        AND (p.left_at IS NULL
             OR :delta AND p.changed_xid >= w.news_from
             OR p.conversation_id = ANY (w.known))
      ORDER BY p.conversation_id
      LIMIT :limit
      """;

  private final JdbcClient jdbc;

  NewsLog(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /// Now. What is read after this may be newer, and will then be told twice.
  Moment moment() {
    return jdbc.sql(
            """
            SELECT s.system_identifier || '.' || c.timeline_id AS database,
                   CAST(pg_snapshot_xmin(pg_current_snapshot()) AS text) AS oldest_running
            FROM pg_control_system() s, pg_control_checkpoint() c
            """)
        .query((row, _) ->
            new Moment(row.getString("database"), Long.parseLong(row.getString("oldest_running"))))
        .single();
  }

  /// From the one after the token's on, in the order of their ids: those the user is in, and those
  /// they have left, as far as the device knows of them or has news of them.
  ///
  /// @param known what the device has
  List<Membership> page(UserId user, SyncToken token, Collection<ConversationId> known, int limit) {
    return jdbc.sql(PAGE)
        .param("user", user.value())
        .param("newsFrom", Long.toString(token.newsFrom()))
        .param("delta", token.isDelta())
        .param("known", Columns.texts(known))
        .param("after", token.after() == null ? FIRST : token.after().toString())
        .param("shown", ConversationView.SHOWN_PARTICIPANTS)
        .param("maxWithReceipts", MAX_WITH_RECEIPTS)
        .param("limit", limit)
        .query((row, _) -> membership(row))
        .list();
  }

  private static Membership membership(ResultSet row) throws SQLException {
    return new Membership(
        Columns.conversationId(row, "conversation_id"),
        row.getBoolean("former"),
        row.getBoolean("ended"),
        row.getLong("from_seq"),
        row.getObject("left_seq", Long.class),
        row.getObject("left_rev", Long.class),
        Columns.instantOrNull(row, "left_at"),
        row.getInt("shown"),
        row.getBoolean("grown"),
        row.getBoolean("news"));
  }
}
