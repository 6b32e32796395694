package dev.parley.media.erasure;

import dev.parley.common.event.Event;
import dev.parley.common.event.MediaErased;
import dev.parley.common.id.ConversationId;
import dev.parley.common.id.MessageId;
import dev.parley.common.id.UserId;
import dev.parley.common.id.Uuids;
import dev.parley.common.outbox.Outbox;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/// What messages carry, and what goes with them. Each method is done once though it is asked twice.
@Repository
public class Erasures {

  private static final String SOURCE = "/media-service";
  private static final String MESSAGE = "message";
  private static final String USER = "user";

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
      RETURNING size
      """;

  private static final String CARRIED_BY_THIS_ALONE =
      """
      SELECT u.media_id FROM media_use u
       WHERE u.message_id = :message AND u.conversation_id IN (:conversation, :any)
         AND NOT EXISTS (SELECT FROM media_use o
                          WHERE o.media_id = u.media_id
                            AND (o.message_id, o.conversation_id)
                                <> (u.message_id, u.conversation_id))
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

  /// A message carries media, unless it is deleted already. Its id counts within its conversation.
  @Transactional
  public void use(ConversationId conversation, MessageId message, Iterable<UUID> media) {
    for (UUID each : media) {
      jdbc.sql(
              """
              INSERT INTO media_use (media_id, message_id, conversation_id, at)
              SELECT :media, :message, :conversation, :at
               WHERE NOT EXISTS (SELECT FROM deleted_message
                                  WHERE message_id = :message
                                    AND conversation_id IN (:conversation, :any))
              ON CONFLICT DO NOTHING
              """)
          .param("media", each)
          .param("message", message.value())
          .param("conversation", conversation.value())
          .param("any", ANY)
          .param("at", now())
          .update();
    }
  }

  /// A message is deleted: so is the media that no other one carries.
  @Transactional
  public void eraseOf(ConversationId conversation, MessageId message) {
    jdbc.sql(DELETED).params(message.value(), conversation.value(), now()).update();
    UUID erasure = report(MESSAGE, message.toString(), 0, 0, false);
    Gone gone =
        take(
            jdbc.sql(GONE.formatted(CARRIED_BY_THIS_ALONE))
                .param("at", now())
                .param("erasure", erasure)
                .param("message", message.value())
                .param("conversation", conversation.value())
                .param("any", ANY));
    jdbc.sql("DELETE FROM media_use WHERE message_id = ? AND conversation_id IN (?, ?)")
        .params(message.value(), conversation.value(), ANY)
        .update();
    if (gone.media() > 0) {
      report(MESSAGE, message.toString(), gone.media(), gone.bytes(), true);
    } else {
      jdbc.sql("DELETE FROM erasure WHERE id = ? AND media = 0").param(erasure).update();
    }
  }

  /// A user is deleted: so is what is theirs, some of it at a time.
  ///
  /// @return whether there may be more
  @Transactional
  public boolean eraseOf(UserId user, int batch) {
    UUID erasure = report(USER, user.value(), 0, 0, false);
    Gone gone =
        take(
            jdbc.sql(GONE.formatted(OWNED))
                .param("at", now())
                .param("erasure", erasure)
                .param("owner", user.value())
                .param("batch", batch));
    if (gone.media() > 0) {
      report(USER, user.value(), gone.media(), gone.bytes(), true);
    }
    return gone.media() == batch;
  }

  /// Of a user there is one even when there was nothing to take away.
  public Optional<ErasureReport> find(String cause, String subject) {
    return jdbc.sql(READ)
        .param("cause", cause)
        .param("subject", subject)
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

  private record Gone(long media, long bytes) {}

  private static Gone take(JdbcClient.StatementSpec statement) {
    var sizes = statement.query(Long.class).list();
    return new Gone(sizes.size(), sizes.stream().mapToLong(Long::longValue).sum());
  }

  private UUID report(String cause, String subject, long media, long bytes, boolean isNews) {
    Instant at = clock.instant();
    UUID id =
        jdbc.sql(REPORT)
            .param("id", Uuids.next())
            .param("cause", cause)
            .param("subject", subject)
            .param("media", media)
            .param("bytes", bytes)
            .param("at", Timestamp.from(at))
            .query(UUID.class)
            .single();
    if (isNews) {
      outbox.append(Event.of(new MediaErased(cause, subject, media, bytes, at), SOURCE, at));
    }
    return id;
  }

  private Timestamp now() {
    return Timestamp.from(clock.instant());
  }
}
