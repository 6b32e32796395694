package dev.parley.bench.corpus;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/// Whether what was written is what the services would have written: each number that is kept
/// against what it is kept of. It looks at everything, so it takes a while.
public final class Proof {

  /// @param of one of the two databases
  private record Count(boolean ofMessages, String query) {

    long in(Databases databases) throws SQLException {
      Connection connection = ofMessages ? databases.message() : databases.conversation();
      return Databases.number(connection, query);
    }
  }

  private final Databases databases;
  private final List<String> faults = new ArrayList<>();

  private Proof(Databases databases) {
    this.databases = databases;
  }

  /// @return what does not fit; empty when all is well
  public static List<String> faultsOf(Databases databases) throws SQLException {
    Proof proof = new Proof(databases);
    proof.compareMessages();
    proof.compareConversations();
    proof.compareAcross();
    return List.copyOf(proof.faults);
  }

  private void compareMessages() throws SQLException {
    none(
        "heads that are not their messages'",
        messages(
            """
            SELECT count(*) FROM conversation_head h
            FULL JOIN (SELECT conversation_id, max(seq) AS seq, count(*) AS messages,
                              max(rev) AS rev FROM message GROUP BY conversation_id) m
              USING (conversation_id)
            WHERE (h.last_seq, h.last_seq, h.last_rev) IS DISTINCT FROM (m.seq, m.messages, m.rev)
            """));
    none(
        "tombstones with something left",
        messages(
            """
            SELECT count(*) FROM message
            WHERE deleted_at IS NOT NULL
              AND (content IS NOT NULL OR reactions IS NOT NULL OR edited_at IS NOT NULL)
            """));
    none(
        "messages that the search lacks",
        messages(
            """
            SELECT count(*) FROM message m
            FULL JOIN search_document d USING (conversation_id, seq)
            WHERE m.seq IS NULL OR d.seq IS NULL
            """));
    same(
        "reactions",
        messages("SELECT count(*) FROM reaction"),
        messages(
            """
            SELECT coalesce(sum((r ->> 'count')::int), 0)
            FROM message m CROSS JOIN jsonb_array_elements(m.reactions) r
            """));
    same(
        "thread replies",
        messages("SELECT coalesce(sum(thread_replies), 0) FROM message"),
        messages(
            """
            SELECT count(*) FROM message
            WHERE details ->> 'thread_root' IS NOT NULL AND deleted_at IS NULL
            """));
    none("events on their way", messages("SELECT count(*) FROM outbox"));
    none("tables without statistics in `message`", messages(withoutStatistics()));
  }

  private void compareConversations() throws SQLException {
    none(
        "markers where none can be",
        conversations(
            """
            SELECT count(*) FROM participant p JOIN activity a USING (conversation_id)
            WHERE p.read_seq > p.delivered_seq OR p.delivered_seq > a.last_seq
            """));
    none(
        "wrong numbers of participants",
        conversations(
            """
            SELECT count(*) FROM conversation c
            WHERE c.participant_count
                  <> (SELECT count(*) FROM participant p WHERE p.conversation_id = c.id)
            """));
    same(
        "uncounted messages by the thousand",
        conversations("SELECT count(*) FROM uncounted_message"),
        conversations("SELECT coalesce(sum(uncounted), 0) FROM uncounted_block"));
    same(
        "mentions by the thousand",
        conversations("SELECT count(*) FROM mention"),
        conversations("SELECT coalesce(sum(mentions), 0) FROM mention_block"));
    none("events on their way", conversations("SELECT count(*) FROM outbox"));
    none("tables without statistics in `conversation`", conversations(withoutStatistics()));
  }

  private void compareAcross() throws SQLException {
    same(
        "last seqs",
        messages("SELECT sum(last_seq) FROM conversation_head"),
        conversations("SELECT sum(last_seq) FROM activity"));
    same(
        "last revs",
        messages("SELECT sum(last_rev) FROM conversation_head"),
        conversations("SELECT sum(rev) FROM activity"));
    same(
        "places of uncounted messages",
        messages(
            "SELECT coalesce(sum(seq), 0) FROM message WHERE silent OR deleted_at IS NOT NULL"),
        conversations("SELECT coalesce(sum(seq), 0) FROM uncounted_message"));
    same(
        "places of mentions",
        messages(
            """
            SELECT coalesce(sum(m.seq), 0) FROM message m
            CROSS JOIN jsonb_array_elements(m.details -> 'mentions')
            WHERE m.deleted_at IS NULL
            """),
        conversations("SELECT coalesce(sum(seq), 0) FROM mention"));
    same(
        "places of edited messages",
        messages("SELECT coalesce(sum(seq), 0) FROM message WHERE edited_at IS NOT NULL"),
        // A message that was edited and then deleted is still known as edited.
        conversations(
            """
            SELECT coalesce(sum(e.seq), 0) FROM edited_message e
            WHERE NOT EXISTS (SELECT FROM uncounted_message u
                              WHERE u.conversation_id = e.conversation_id AND u.seq = e.seq)
            """));
  }

  private void none(String what, Count count) throws SQLException {
    long found = count.in(databases);
    if (found != 0) {
      faults.add(what + ": " + found);
    }
  }

  private void same(String what, Count one, Count other) throws SQLException {
    long first = one.in(databases);
    long second = other.in(databases);
    if (first != second) {
      faults.add("%s: %d here, %d there".formatted(what, first, second));
    }
  }

  private static Count messages(String query) {
    return new Count(true, query);
  }

  private static Count conversations(String query) {
    return new Count(false, query);
  }

  private static String withoutStatistics() {
    return """
    SELECT count(*) FROM pg_stat_user_tables s JOIN pg_class c ON c.oid = s.relid
    WHERE c.relkind = 'r' AND s.n_live_tup > 0 AND s.last_analyze IS NULL
    """;
  }
}
