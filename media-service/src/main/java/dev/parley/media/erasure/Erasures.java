package dev.parley.media.erasure;

import dev.parley.common.event.Event;
import dev.parley.common.event.MediaErased;
import dev.parley.common.id.ConversationId;
import dev.parley.common.id.MediaId;
import dev.parley.common.id.MessageId;
import dev.parley.common.id.UserId;
import dev.parley.common.id.Uuids;
import dev.parley.common.outbox.Outbox;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/// What messages carry, and what goes with them. Each method is done once though it is asked twice.
@Repository
public class Erasures {

  private static final Logger log = LoggerFactory.getLogger(Erasures.class);
  public static final String SOURCE = "/media-service";
  static final String MESSAGE = "message";
  static final String USER = "user";
  static final String CONVERSATION = "conversation";

  /// The conversation of what was written down before it was: whichever it was.
  private static final UUID ANY = new UUID(0, 0);

  private static final String DELETED =
      """
      INSERT INTO deleted_message (message_id, conversation_id, at) VALUES (?, ?, ?)
      ON CONFLICT DO NOTHING
      """;

  /// From here on they are gone for everyone; the cleaner takes their objects out.
  private static final String GONE =
      """
      UPDATE media SET deleted_at = :at, file_name = NULL, purged = false, erasure_id = :erasure,
             version = version + 1
       WHERE deleted_at IS NULL AND id IN (%s)
      RETURNING id, size
      """;

  /// Seldom another than those that are asked about: one that has been sent again meanwhile.
  private static final String CARRIED_BY_NONE =
      """
      SELECT m.id FROM media m
       WHERE m.id IN (:media) AND NOT EXISTS (SELECT FROM media_use u WHERE u.media_id = m.id)
      """;

  private static final String USE =
      """
      INSERT INTO media_use (media_id, message_id, conversation_id, at)
      SELECT :media, :message, :conversation, :at
       WHERE NOT EXISTS (SELECT FROM deleted_message
                          WHERE message_id = :message
                            AND conversation_id IN (:conversation, :any))
         AND NOT EXISTS (SELECT FROM erased_conversation WHERE conversation_id = :conversation)
      ON CONFLICT DO NOTHING
      """;

  /// What is carried by a message that was seen to be deleted, or its conversation, before it was
  /// seen.
  private static final String RELEASE_UNUSED =
      """
      INSERT INTO released_media (media_id, message_id, at, conversation_id)
      SELECT :media, :message, :at,
             (SELECT conversation_id FROM erased_conversation
               WHERE conversation_id = :conversation)
       WHERE EXISTS (SELECT FROM deleted_message
                      WHERE message_id = :message AND conversation_id IN (:conversation, :any))
          OR EXISTS (SELECT FROM erased_conversation WHERE conversation_id = :conversation)
      ON CONFLICT DO NOTHING
      """;

  private static final String RELEASE =
      """
      WITH ended AS (
        DELETE FROM media_use
         WHERE message_id = :message AND conversation_id IN (:conversation, :any)
        RETURNING media_id)
      INSERT INTO released_media (media_id, message_id, at)
      SELECT media_id, :message, :at FROM ended
      ON CONFLICT DO NOTHING
      """;

  /// By the message, or by the conversation, that released them.
  private static final String SETTLED =
      """
      DELETE FROM released_media WHERE %s_id = :subject AND media_id IN (:media)
      RETURNING media_id
      """;

  private static final String OWNED =
      "SELECT id FROM media WHERE owner_id = :owner AND deleted_at IS NULL LIMIT :batch";
  private static final String REPORT =
      """
      INSERT INTO erasure (id, cause, subject_id, media, bytes, at)
      VALUES (:id, :cause, :subject, :media, :bytes, :at)
      ON CONFLICT (cause, subject_id) DO UPDATE
         SET media = erasure.media + excluded.media, bytes = erasure.bytes + excluded.bytes,
             at = CASE WHEN excluded.media > 0 THEN excluded.at ELSE erasure.at END
      RETURNING id
      """;
  private static final String READ =
      """
      SELECT cause, subject_id, media, bytes, at,
             NOT EXISTS (SELECT FROM media m WHERE m.erasure_id = e.id AND NOT m.purged)
               AND NOT EXISTS (SELECT FROM released_media
                                WHERE conversation_id = CAST(:conversation AS uuid))
               AND NOT EXISTS (SELECT FROM media_use
                                WHERE conversation_id = CAST(:conversation AS uuid))
        FROM erasure e WHERE cause = :cause AND subject_id = :subject
      """;

  private final JdbcClient jdbc;
  private final Outbox outbox;
  private final Clock clock;

  Erasures(JdbcClient jdbc, Outbox outbox, Clock clock) {
    this.jdbc = jdbc;
    this.outbox = outbox;
    this.clock = clock;
  }

  /// A message carries media, unless it is deleted already, or its conversation is. Its id counts
  /// within its conversation.
  @Transactional
  public void use(ConversationId conversation, MessageId message, Iterable<UUID> media) {
    awaitOthers(conversation, message);
    for (UUID each : media) {
      for (String statement : List.of(USE, RELEASE_UNUSED)) {
        of(statement, conversation, message).param("media", each).update();
      }
      tellIfGone(each);
    }
  }

  /// A message that was under way when its media went has not been told.
  private void tellIfGone(UUID media) {
    Instant at = clock.instant();
    jdbc.sql("SELECT size FROM media WHERE id = ? AND deleted_at IS NOT NULL")
        .param(media)
        .query(Long.class)
        .optional()
        .map(size -> MediaErased.ofOne(new MediaId(media), size, at))
        .ifPresent(gone -> outbox.append(Event.of(gone, SOURCE, at)));
  }

  /// A message is deleted: what it carries is to be taken away, unless another one carries it.
  @Transactional
  public void release(ConversationId conversation, MessageId message) {
    awaitOthers(conversation, message);
    jdbc.sql(DELETED).params(message.value(), conversation.value(), now()).update();
    of(RELEASE, conversation, message).update();
  }

  /// Of one message it is written by one at a time: neither may overlook what the other is about to
  /// say. So with a conversation's end, and all of its messages.
  private void awaitOthers(ConversationId conversation, MessageId message) {
    jdbc.sql(
            "SELECT pg_advisory_xact_lock(hashtextextended(?, 5)),"
                + " pg_advisory_xact_lock_shared(hashtextextended(?, 6))")
        .params(message.toString(), conversation.toString())
        .query((_, _) -> true)
        .single();
  }

  private JdbcClient.StatementSpec of(
      String statement, ConversationId conversation, MessageId message) {
    return jdbc.sql(statement)
        .param("message", message.value())
        .param("conversation", conversation.value())
        .param("any", ANY)
        .param("at", now());
  }

  /// Media that a deleted message carried.
  ///
  /// @param cause what was deleted: `message`, or `conversation`
  /// @param subject its id
  record Released(UUID mediaId, String cause, UUID subject) {}

  /// What was released before then, the longest ago first.
  List<Released> released(Instant before, int limit) {
    return jdbc.sql(
            """
            SELECT media_id, CASE WHEN conversation_id IS NULL THEN ? ELSE ? END,
                   coalesce(conversation_id, message_id)
              FROM released_media WHERE at <= ? ORDER BY at, message_id LIMIT ?
            """)
        .params(MESSAGE, CONVERSATION, Timestamp.from(before), limit)
        .query((row, _) ->
            new Released(
                row.getObject(1, UUID.class), row.getString(2), row.getObject(3, UUID.class)))
        .list();
  }

  /// What a message or a conversation has released is gone for everyone, but for what another
  /// message carries.
  ///
  /// @param cause `message` or `conversation`
  /// @param media what it has released
  /// @param carried those of them that another one is known to carry
  @Transactional
  void settle(String cause, UUID subject, Collection<UUID> media, Collection<UUID> carried) {
    // Another node may have done so.
    Set<UUID> mine =
        new HashSet<>(
            jdbc.sql(SETTLED.formatted(cause))
                .param("subject", subject)
                .param("media", media)
                .query(UUID.class)
                .list());
    mine.removeAll(carried);
    if (mine.isEmpty()) {
      return;
    }
    UUID erasure = begin(cause, subject.toString());
    Gone gone =
        take(
            jdbc.sql(GONE.formatted(CARRIED_BY_NONE))
                .param("at", now())
                .param("erasure", erasure)
                .param("media", mine));
    if (gone.media() > 0) {
      report(cause, subject.toString(), gone);
    } else if (cause.equals(MESSAGE)) {
      jdbc.sql("DELETE FROM erasure WHERE id = ? AND media = 0").param(erasure).update();
    }
  }

  /// A user is deleted: so is what is theirs, some of it at a time.
  ///
  /// @return whether there may be more
  @Transactional
  public boolean eraseOf(UserId user, int batch) {
    UUID erasure = begin(USER, user.value());
    Gone gone =
        take(
            jdbc.sql(GONE.formatted(OWNED))
                .param("at", now())
                .param("erasure", erasure)
                .param("owner", user.value())
                .param("batch", batch));
    if (gone.media() > 0) {
      report(USER, user.value(), gone);
    }
    return gone.media() == batch;
  }

  /// Of a user, and of a conversation, there is one even when there was nothing to take away.
  public Optional<ErasureReport> find(String cause, String subject) {
    return jdbc.sql(READ)
        .param("cause", cause)
        .param("subject", subject)
        .param("conversation", cause.equals(CONVERSATION) ? subject : null)
        .query((row, _) ->
            new ErasureReport(
                row.getString(1),
                row.getString(2),
                row.getLong(3),
                row.getLong(4),
                row.getTimestamp(5).toInstant(),
                row.getBoolean(6)))
        .optional();
  }

  /// Forgets messages that were deleted longer ago than Kafka keeps their creation.
  @Transactional
  public void forget(Duration olderThan) {
    jdbc.sql("DELETE FROM deleted_message WHERE at < ?")
        .param(Timestamp.from(clock.instant().minus(olderThan)))
        .update();
  }

  private record Sized(MediaId id, long bytes) {}

  /// @param ids at most as many as one step takes
  private record Gone(List<MediaId> ids, long bytes) {

    static final Gone NOTHING = new Gone(List.of(), 0);

    int media() {
      return ids.size();
    }
  }

  private static Gone take(JdbcClient.StatementSpec statement) {
    List<Sized> all =
        statement
            .query((row, _) -> new Sized(new MediaId(row.getObject(1, UUID.class)), row.getLong(2)))
            .list();
    return new Gone(
        all.stream().map(Sized::id).toList(), all.stream().mapToLong(Sized::bytes).sum());
  }

  /// That something is being taken away, before it is known how much.
  UUID begin(String cause, String subject) {
    return report(cause, subject, Gone.NOTHING);
  }

  private UUID report(String cause, String subject, Gone gone) {
    Instant at = clock.instant();
    UUID id =
        jdbc.sql(REPORT)
            .param("id", Uuids.next())
            .param("cause", cause)
            .param("subject", subject)
            .param("media", gone.media())
            .param("bytes", gone.bytes())
            .param("at", Timestamp.from(at))
            .query(UUID.class)
            .single();
    if (gone.media() > 0) {
      log.atInfo()
          .addKeyValue("reason", cause)
          .addKeyValue("subject", subject)
          .addKeyValue("media", gone.media())
          .addKeyValue("bytes", gone.bytes())
          .log("Media erased");
      var erased = new MediaErased(cause, subject, gone.media(), gone.bytes(), at, gone.ids());
      outbox.append(Event.of(erased, SOURCE, at));
    }
    return id;
  }

  private Timestamp now() {
    return Timestamp.from(clock.instant());
  }
}
