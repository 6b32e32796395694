package dev.parley.message.search;

import dev.parley.common.event.MessageBody;
import dev.parley.common.id.ConversationId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;

/// The search's own table, and its index.
@Repository
class SearchDocuments {

  /// In the key's order, so that two writers never wait for each other, and what is close in the
  /// index is written at once. What is older than the stored one changes nothing.
  private static final String PUT =
      """
      INSERT INTO search_document AS stored
             (conversation_id, seq, rev, sender_id, type, created_at, terms)
      SELECT conversation_id, seq, rev, sender_id, type, created_at, terms::tsvector
        FROM unnest(?::uuid[], ?::bigint[], ?::bigint[], ?::text[], ?::text[], ?::timestamptz[],
                    ?::text[])
          AS fresh(conversation_id, seq, rev, sender_id, type, created_at, terms)
      ON CONFLICT (conversation_id, seq) DO UPDATE SET rev = excluded.rev, terms = excluded.terms
       WHERE excluded.rev > stored.rev
          OR (excluded.rev = stored.rev AND excluded.terms <> stored.terms)\
      """;

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

  private static final Comparator<SearchDocument> KEY_ORDER =
      Comparator.<SearchDocument, ConversationId>comparing(d -> d.message().conversationId())
          .thenComparing(d -> d.message().seq());

  private final JdbcTemplate jdbc;

  SearchDocuments(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  record Found(int place, Position position) {}

  /// @param documents each message once
  void put(Collection<SearchDocument> documents) {
    List<SearchDocument> ordered = documents.stream().sorted(KEY_ORDER).toList();
    List<MessageBody> messages = ordered.stream().map(SearchDocument::message).toList();
    jdbc.update(
        PUT,
        messages.stream().map(m -> m.conversationId().value()).toArray(UUID[]::new),
        longs(messages, MessageBody::seq),
        longs(messages, MessageBody::rev),
        messages.stream().map(MessageBody::senderId).toArray(String[]::new),
        messages.stream().map(m -> m.type().wireName()).toArray(String[]::new),
        times(messages, MessageBody::createdAt),
        ordered.stream().map(SearchDocument::vector).toArray(String[]::new));
  }

  /// Bounds what the statements of this transaction may cost. The look-ups are many and small: the
  /// planner, which knows neither the words nor how many share a beginning, is kept from reading
  /// the whole table instead.
  void bound(Duration timeout) {
    jdbc.query(BOUND, row -> {}, Long.toString(Math.max(1, timeout.toMillis())));
  }

  /// What each of the places has, the newest first.
  ///
  /// @param indexQuery as [SearchQuery#indexQuery] gives it
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
        times(places, Place::beforeAt),
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

  /// As text: the driver knows no array of times with an offset.
  private static <T> String[] times(Collection<T> items, Function<T, Instant> field) {
    return items.stream().map(item -> field.apply(item).toString()).toArray(String[]::new);
  }
}
