package dev.parley.conversation;

import org.flywaydb.core.Flyway;
import org.springframework.jdbc.core.simple.JdbcClient;

/// A user with 1 000 conversations of a million messages each, among 20 000 conversations of
/// others.
public final class ManyConversations {

  public static final String USER = "scale-me";

  private ManyConversations() {}

  /// Once for the database.
  ///
  /// @param flyway for its connections, whose statements may take their time
  public static void fill(Flyway flyway) {
    JdbcClient jdbc = JdbcClient.create(flyway.getConfiguration().getDataSource());
    if (jdbc.sql("SELECT count(*) FROM participant WHERE user_id = 'scale-me'")
            .query(Long.class)
            .single()
        > 0) {
      return;
    }
    jdbc.sql(
            """
            WITH c AS (
              INSERT INTO conversation (id, type, state, created_at, updated_at, version,
                                        participant_count)
              SELECT gen_random_uuid(), 'group', 'open', now(), now(), 1, 2
              FROM generate_series(1, 20000) RETURNING id),
            n AS (SELECT id, row_number() OVER () AS n FROM c),
            a AS (
              INSERT INTO activity (conversation_id, active_at, last_seq, rev, last_uncounted_seq,
                                    last_message_id, last_message_sender_id, last_message_type,
                                    last_message_preview, last_message_at)
              SELECT id, now() - n * interval '1 second', 1000000, 1000000, 999999, id, 'someone',
                     'text', 'Hello', now() FROM n),
            u AS (INSERT INTO uncounted_message SELECT id, 999999 FROM n),
            p AS (
              INSERT INTO participant (conversation_id, user_id, role, joined_at, joined_seq,
                                       read_seq, delivered_seq)
              SELECT id, CASE WHEN n % 20 = 0 THEN 'scale-me' ELSE 'scale-' || n % 5000 END,
                     'member', now(), 0, 999990, 999990 FROM n
              UNION ALL
              SELECT id, 'scale-other-' || n % 7000, 'member', now(), 0, 999990, 999990 FROM n)
            SELECT count(*) FROM n
            """)
        .query(Long.class)
        .single();
    jdbc.sql("VACUUM ANALYZE").update();
  }
}
