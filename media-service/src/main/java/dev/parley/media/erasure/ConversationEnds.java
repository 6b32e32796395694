package dev.parley.media.erasure;

import dev.parley.common.id.ConversationId;
import java.sql.Timestamp;
import java.time.Clock;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/// Conversations that were deleted, and what their messages carried. It may be asked twice.
@Repository
class ConversationEnds {

  private static final String ENDED =
      """
      INSERT INTO erased_conversation (conversation_id, at) VALUES (?, ?) ON CONFLICT DO NOTHING
      """;
  private static final String RELEASE_SOME =
      """
      WITH ended AS (
        DELETE FROM media_use WHERE ctid = ANY (ARRAY (
          SELECT ctid FROM media_use WHERE conversation_id = :conversation LIMIT :batch))
        RETURNING media_id, message_id),
      released AS (
        INSERT INTO released_media (media_id, message_id, at, conversation_id)
        SELECT media_id, message_id, :at, :conversation FROM ended
        ON CONFLICT DO NOTHING)
      SELECT count(*) FROM ended
      """;

  private final JdbcClient jdbc;
  private final Erasures erasures;
  private final Clock clock;

  ConversationEnds(JdbcClient jdbc, Erasures erasures, Clock clock) {
    this.jdbc = jdbc;
    this.erasures = erasures;
    this.clock = clock;
  }

  /// From here on no message of it carries anything, whenever it is heard of.
  @Transactional
  public void end(ConversationId conversation) {
    jdbc.sql("SELECT pg_advisory_xact_lock(hashtextextended(?, 6))")
        .param(conversation.toString())
        .query((_, _) -> true)
        .single();
    jdbc.sql(ENDED).params(conversation.value(), now()).update();
    erasures.begin(Erasures.CONVERSATION, conversation.toString());
  }

  /// What its messages carry is to be taken away, unless one of another conversation carries it.
  ///
  /// @return whether there may be more
  @Transactional
  public boolean releaseSome(ConversationId conversation, int batch) {
    return jdbc.sql(RELEASE_SOME)
            .param("conversation", conversation.value())
            .param("batch", batch)
            .param("at", now())
            .query(Integer.class)
            .single()
        == batch;
  }

  private Timestamp now() {
    return Timestamp.from(clock.instant());
  }
}
