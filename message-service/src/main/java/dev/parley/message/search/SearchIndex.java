package dev.parley.message.search;

import dev.parley.common.id.ConversationId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;

/// The search's own table, as it is looked into: by its index.
@Repository
class SearchIndex {

  /// `IS NOT DISTINCT FROM` and `+ 0` keep the planner to the one index: a conversation's part of
  /// the primary key may be a million entries.
  static final String FIND =
      """
      SELECT place.ordinal, found.conversation_id, found.seq, found.created_at
        FROM unnest(?::uuid[], ?::text[], ?::bigint[], ?::bigint[], ?::timestamptz[], ?::bigint[],
                    ?::integer[])
          WITH ORDINALITY AS place(conversation_id, prefix, after_seq, up_to_seq, before_at,
                                   before_seq, chunk, ordinal)
       CROSS JOIN LATERAL (
         SELECT d.conversation_id, d.seq, d.created_at
           FROM search_document d
          WHERE d.terms @@ replace(?, '~', place.prefix)::tsquery
            AND d.conversation_id IS NOT DISTINCT FROM place.conversation_id
            AND d.seq + 0 > place.after_seq AND d.seq + 0 <= place.up_to_seq
            AND (d.created_at, d.seq) < (place.before_at, place.before_seq)
            AND d.created_at >= ?
            AND (?::text IS NULL OR d.sender_id = ?::text)
            AND (?::text IS NULL OR d.type = ?::text)
          ORDER BY d.created_at DESC, d.seq DESC
          LIMIT place.chunk) AS found\
      """;

  static final String NEWEST =
      """
      SELECT newest.conversation_id, newest.seq, newest.created_at
        FROM unnest(?::uuid[], ?::bigint[], ?::bigint[]) AS place(conversation_id, after_seq, up_to_seq)
       CROSS JOIN LATERAL (
         SELECT d.conversation_id, d.seq, d.created_at
           FROM search_document d
          WHERE d.conversation_id = place.conversation_id
            AND d.seq > place.after_seq AND d.seq <= place.up_to_seq
          ORDER BY d.seq DESC
          LIMIT 1) AS newest\
      """;

  private static final String BOUND =
      """
      SELECT set_config('statement_timeout', ?, true), set_config('enable_seqscan', 'off', true)\
      """;

  private final JdbcTemplate jdbc;

  SearchIndex(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  record Found(int place, Position position) {}

  /// Bounds what the statements of this transaction may cost. The look-ups are many and small: the
  /// planner, which knows neither the words nor how many share a beginning, is kept from reading
  /// the whole table instead.
  void bound(Duration timeout) {
    jdbc.query(BOUND, row -> {}, Long.toString(Math.max(1, timeout.toMillis())));
  }

  /// What each of the places has, the newest first.
  ///
  /// @param indexQuery as a [SearchQuery][dev.parley.message.search.language.SearchQuery] gives it
  List<Found> find(List<Place> places, String indexQuery, SearchFilter filter) {
    @Nullable String sender = filter.sender() == null ? null : filter.sender().value();
    @Nullable String type = filter.type() == null ? null : filter.type().wireName();
    return jdbc.query(
        FIND,
        (row, number) -> new Found(row.getInt("ordinal") - 1, position(row)),
        ids(places, Place::conversation),
        places.stream().map(Place::prefix).toArray(String[]::new),
        longs(places, Place::afterSeq),
        longs(places, Place::upToSeq),
        // As text: the driver knows no array of times with an offset.
        places.stream().map(place -> place.beforeAt().toString()).toArray(String[]::new),
        longs(places, Place::beforeSeq),
        places.stream().map(Place::chunk).toArray(Integer[]::new),
        indexQuery,
        filter.from().atOffset(ZoneOffset.UTC),
        sender,
        sender,
        type,
        type);
  }

  /// The newest document of each, where it has one.
  Map<ConversationId, Position> newest(Collection<Readable> windows) {
    Map<ConversationId, Position> newest = HashMap.newHashMap(windows.size());
    jdbc.query(
        NEWEST,
        row -> {
          Position position = position(row);
          newest.put(position.conversation(), position);
        },
        ids(windows, Readable::conversationId),
        longs(windows, Readable::fromSeq),
        longs(windows, Readable::upTo));
    return newest;
  }

  private static Position position(ResultSet row) throws SQLException {
    return new Position(
        row.getObject("created_at", OffsetDateTime.class).toInstant(),
        new ConversationId(row.getObject("conversation_id", UUID.class)),
        row.getLong("seq"));
  }

  private static <T> UUID[] ids(Collection<T> items, Function<T, ConversationId> field) {
    return items.stream().map(item -> field.apply(item).value()).toArray(UUID[]::new);
  }

  private static <T> Long[] longs(Collection<T> items, Function<T, Long> field) {
    return items.stream().map(field).toArray(Long[]::new);
  }
}
