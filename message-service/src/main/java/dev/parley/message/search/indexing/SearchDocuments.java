package dev.parley.message.search.indexing;

import dev.parley.common.event.MessageBody;
import dev.parley.common.id.ConversationId;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;

/// The search's own table, as it is written.
@Repository
class SearchDocuments {

  /// In the key's order, so that two writers never wait for each other, and what is close in the
  /// index is written at once. What is older than the stored one changes nothing, and of a
  /// conversation that was deleted nothing is written.
  private static final String PUT =
      """
      INSERT INTO search_document AS stored
             (conversation_id, seq, rev, sender_id, type, created_at, terms)
      SELECT conversation_id, seq, rev, sender_id, type, created_at, terms::tsvector
        FROM unnest(?::uuid[], ?::bigint[], ?::bigint[], ?::text[], ?::text[], ?::timestamptz[],
                    ?::text[])
          AS fresh(conversation_id, seq, rev, sender_id, type, created_at, terms)
       WHERE NOT EXISTS (SELECT FROM conversation_head h
                          WHERE h.conversation_id = fresh.conversation_id AND h.ended)
      ON CONFLICT (conversation_id, seq) DO UPDATE SET rev = excluded.rev, terms = excluded.terms
       WHERE excluded.rev > stored.rev
          OR (excluded.rev = stored.rev AND excluded.terms <> stored.terms)\
      """;

  private static final Comparator<SearchDocument> KEY_ORDER =
      Comparator.<SearchDocument, ConversationId>comparing(d -> d.message().conversationId())
          .thenComparing(d -> d.message().seq());

  private final JdbcTemplate jdbc;

  SearchDocuments(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /// @param documents each message once
  void put(Collection<SearchDocument> documents) {
    List<SearchDocument> ordered = documents.stream().sorted(KEY_ORDER).toList();
    List<MessageBody> messages = ordered.stream().map(SearchDocument::message).toList();
    jdbc.update(
        PUT,
        messages.stream().map(m -> m.conversationId().value()).toArray(UUID[]::new),
        messages.stream().map(MessageBody::seq).toArray(Long[]::new),
        messages.stream().map(MessageBody::rev).toArray(Long[]::new),
        messages.stream().map(MessageBody::senderId).toArray(String[]::new),
        messages.stream().map(m -> m.type().wireName()).toArray(String[]::new),
        // As text: the driver knows no array of times with an offset.
        messages.stream().map(m -> m.createdAt().toString()).toArray(String[]::new),
        ordered.stream().map(SearchDocument::vector).toArray(String[]::new));
  }
}
