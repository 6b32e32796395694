package dev.parley.message.history;

import dev.parley.common.event.MessageBody;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// What changed in many conversations at a time, in one statement and one snapshot: the numbers of
/// a head and the messages below it never tell of different moments.
///
/// What a conversation costs is bounded by what is told of it, whatever its size and however long
/// the reader was away: at most [#SPAN] revs are looked through.
@Repository
class ChangeLog {

  /// A reader who is further behind than this starts over.
  static final int SPAN = 5_000;

  /// `seq + 0` keeps the planner from walking a conversation by seq: by rev there is little to see.
  static final String CHANGES =
      """
      WITH wanted AS MATERIALIZED (
        SELECT w.*, coalesce(h.last_rev, 0) AS last_rev,
               coalesce(h.last_rev, 0) BETWEEN w.after_rev AND w.lowest_rev + :span AS near
        FROM unnest(CAST(:conversations AS uuid[]), CAST(:afterRevs AS bigint[]),
                    CAST(:lowestRevs AS bigint[]), CAST(:fromSeqs AS bigint[]),
                    CAST(:toSeqs AS bigint[])) WITH ORDINALITY
          AS w (conversation_id, after_rev, lowest_rev, from_seq, to_seq, place)
        LEFT JOIN conversation_head h USING (conversation_id)
        WHERE coalesce(h.last_rev, 0) <> w.after_rev),
      measured AS (
        SELECT w.*, w.near AND n.found <= :limit AS complete,
               CASE WHEN n.found <= :limit THEN n.bytes ELSE 0 END AS bytes
        FROM wanted w
        CROSS JOIN LATERAL (
          SELECT count(*) AS found, coalesce(sum(c.bytes), 0) AS bytes
          FROM (SELECT 500 + coalesce(octet_length(m.content), 0)
                         + coalesce(pg_column_size(m.details), 0) AS bytes
                FROM message m
                WHERE w.near AND m.conversation_id = w.conversation_id
                  AND m.rev > w.lowest_rev AND m.seq + 0 > w.from_seq AND m.seq + 0 <= w.to_seq
                LIMIT :limit + 1) c) n),
      summed AS (
        SELECT e.*, sum(e.bytes) OVER (ORDER BY e.place) AS bytes_so_far FROM measured e),
      bounded AS (
        SELECT s.*, s.bytes_so_far > :bytes AND s.bytes_so_far > s.bytes AS beyond FROM summed s)
      SELECT b.place, b.last_rev, b.complete, b.beyond, %s
      FROM bounded b
      LEFT JOIN LATERAL (
        SELECT * FROM message
        WHERE b.complete AND NOT b.beyond AND conversation_id = b.conversation_id
          AND rev > b.lowest_rev AND seq + 0 > b.from_seq AND seq + 0 <= b.to_seq) m ON true
      ORDER BY b.place, m.rev
      """
          .formatted(MessageRow.COLUMNS);

  /// @param items those with news, in the order they were asked for
  /// @param reached how many of the queries, from the first on, these answer: the rest would make
  ///   the answer too large
  record Found(List<ConversationChanges> items, int reached) {}

  private record Row(
      int place, long lastRev, boolean complete, boolean beyond, @Nullable MessageBody message) {}

  private final JdbcClient jdbc;

  ChangeLog(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /// @param limit messages of one conversation; more of them and its reader starts over
  /// @param bytes of all messages, about; the first conversation with news is told of whatever it
  ///   takes
  Found of(List<ChangesQuery> queries, int limit, long bytes) {
    List<Row> rows =
        jdbc.sql(CHANGES)
            .param("conversations", texts(queries))
            .param("afterRevs", numbers(queries, ChangesQuery::afterRev))
            .param("lowestRevs", numbers(queries, ChangesQuery::lowestRev))
            .param("fromSeqs", numbers(queries, ChangesQuery::fromSeq))
            .param("toSeqs", numbers(queries, ChangesQuery::toSeq))
            .param("span", SPAN)
            .param("limit", limit)
            .param("bytes", bytes)
            .query((row, number) -> row(row, number))
            .list();
    return gather(queries, rows);
  }

  private static Found gather(List<ChangesQuery> queries, List<Row> rows) {
    List<ConversationChanges> items = new ArrayList<>();
    int from = 0;
    while (from < rows.size() && !rows.get(from).beyond) {
      int to = from + 1;
      while (to < rows.size() && rows.get(to).place == rows.get(from).place) {
        to++;
      }
      items.add(changes(queries.get(rows.get(from).place), rows.subList(from, to)));
      from = to;
    }
    return new Found(items, from < rows.size() ? rows.get(from).place : queries.size());
  }

  private static ConversationChanges changes(ChangesQuery query, List<Row> rows) {
    List<MessageBody> messages = new ArrayList<>(rows.size());
    for (Row row : rows) {
      if (row.message != null) {
        messages.add(row.message);
      }
    }
    Row first = rows.getFirst();
    return new ConversationChanges(
        query.conversationId(), rev(query, first, messages), messages, first.complete);
  }

  /// Whoever has left does not learn how much goes on without them.
  private static long rev(ChangesQuery query, Row row, List<MessageBody> messages) {
    if (query.isOpen()) {
      return row.lastRev;
    }
    if (!row.complete) {
      return 0;
    }
    return messages.isEmpty() ? query.afterRev() : messages.getLast().rev();
  }

  private static Row row(ResultSet row, int number) throws SQLException {
    return new Row(
        row.getInt("place") - 1,
        row.getLong("last_rev"),
        row.getBoolean("complete"),
        row.getBoolean("beyond"),
        row.getObject("id") == null ? null : MessageRow.read(row, number));
  }

  private static String[] texts(List<ChangesQuery> queries) {
    return queries.stream().map(query -> query.conversationId().toString()).toArray(String[]::new);
  }

  private static String[] numbers(List<ChangesQuery> queries, ToLongFunction<ChangesQuery> of) {
    return queries.stream()
        .map(query -> Long.toString(of.applyAsLong(query)))
        .toArray(String[]::new);
  }
}
