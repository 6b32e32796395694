package dev.parley.message.erasure;

import dev.parley.common.event.ConversationErased;
import dev.parley.common.event.Event;
import dev.parley.common.id.ConversationId;
import dev.parley.common.outbox.Outbox;
import dev.parley.common.problem.Outages;
import dev.parley.message.ordering.Heads;
import dev.parley.message.ordering.MessageEvents;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/// Conversations that are to be erased, and how far that has come. From the request on nothing is
/// added to them; what there is goes some rows at a time, each time with the count of it, so that
/// it may stop anywhere and go on later, elsewhere.
///
/// What the search's index was about to take in meanwhile is found by a second look, some minutes
/// later.
@Repository
class ConversationErasures {

  private static final String REQUEST =
      """
      INSERT INTO conversation_erasure (conversation_id, requested_at) VALUES (?, ?)
      ON CONFLICT DO NOTHING\
      """;

  /// Whoever has it works on it, until the commit.
  private static final String NEXT =
      """
      SELECT conversation_id FROM conversation_erasure
       WHERE (completed_at IS NULL OR again_at IS NOT NULL) AND coalesce(again_at, requested_at) <= ?
         AND conversation_id <> ALL (?)
       ORDER BY requested_at LIMIT 1 FOR UPDATE SKIP LOCKED\
      """;

  /// What belongs to messages, and goes before them.
  private static final List<String> BELONGINGS =
      List.of(
          "quotes_left",
          "unfinished_media",
          "message_media",
          "reaction",
          "message_edit",
          "search_document");

  private static final String ERASE_SOME =
      """
      DELETE FROM %1$s WHERE ctid = ANY (ARRAY (
        SELECT ctid FROM %1$s WHERE conversation_id = ? LIMIT ?))\
      """;

  private static final String ERASE_MESSAGES =
      """
      WITH gone AS (
        DELETE FROM message
         WHERE conversation_id = ? AND seq = ANY (ARRAY (
           SELECT seq FROM message WHERE conversation_id = ? ORDER BY seq LIMIT ?))
        RETURNING conversation_id, sender_id, deleted_at),
      places AS (
        DELETE FROM sender_conversation s USING (SELECT DISTINCT sender_id FROM gone) g
         WHERE s.conversation_id = ? AND s.sender_id = g.sender_id),
      counted AS (
        UPDATE conversation_erasure e
           SET messages = messages + (SELECT count(*) FROM gone WHERE deleted_at IS NULL)
         WHERE e.conversation_id = ?)
      SELECT count(*) FROM gone\
      """;
  private static final String COMPLETE =
      """
      UPDATE conversation_erasure SET completed_at = ?, again_at = ?
       WHERE conversation_id = ? AND completed_at IS NULL
      RETURNING messages\
      """;
  private static final String LOOKED_AGAIN =
      "UPDATE conversation_erasure SET again_at = NULL WHERE conversation_id = ?";

  private final JdbcTemplate jdbc;
  private final Heads heads;
  private final Outbox outbox;
  private final ErasureProperties properties;
  private final Postponed postponed = new Postponed();

  ConversationErasures(
      JdbcTemplate jdbc, Heads heads, Outbox outbox, ErasureProperties properties) {
    this.jdbc = jdbc;
    this.heads = heads;
    this.outbox = outbox;
    this.properties = properties;
  }

  /// Once for each, however often it is said.
  @Transactional
  public void request(ConversationId conversation, Instant at) {
    heads.end(conversation);
    jdbc.update(REQUEST, conversation.value(), at.atOffset(ZoneOffset.UTC));
  }

  /// Erases some of what is to be erased, of one that no other node works on. One that fails lets
  /// the others go first.
  ///
  /// @param batch rows at most
  /// @return whether there may be more to do
  @Transactional
  public boolean step(Instant now, int batch) {
    Optional<UUID> next =
        jdbc
            .query(
                NEXT,
                (row, _) -> row.getObject(1, UUID.class),
                now.atOffset(ZoneOffset.UTC),
                postponed.at(now))
            .stream()
            .findFirst();
    next.ifPresent(conversation -> step(conversation, now, batch));
    return next.isPresent();
  }

  private void step(UUID conversation, Instant now, int batch) {
    try {
      if (!eraseSome(conversation, batch)) {
        complete(conversation, now);
      }
      postponed.remove(conversation);
    } catch (RuntimeException e) {
      if (!Outages.isOutage(e)) {
        postponed.add(conversation, now);
      }
      throw e;
    }
  }

  /// @return whether there was anything left
  private boolean eraseSome(UUID conversation, int batch) {
    for (String table : BELONGINGS) {
      if (jdbc.update(ERASE_SOME.formatted(table), conversation, batch) > 0) {
        return true;
      }
    }
    return jdbc
        .query(
            ERASE_MESSAGES,
            (row, _) -> row.getLong(1),
            conversation,
            conversation,
            batch,
            conversation,
            conversation)
        .stream()
        .anyMatch(gone -> gone > 0);
  }

  private void complete(UUID conversation, Instant now) {
    List<Long> messages =
        jdbc.query(
            COMPLETE,
            (row, _) -> row.getLong(1),
            now.atOffset(ZoneOffset.UTC),
            now.plus(properties.againAfter()).atOffset(ZoneOffset.UTC),
            conversation);
    if (messages.isEmpty()) {
      jdbc.update(LOOKED_AGAIN, conversation);
    }
    for (long count : messages) {
      var body = new ConversationErased(new ConversationId(conversation), count, now);
      outbox.append(Event.of(body, MessageEvents.SOURCE, now));
    }
  }
}
