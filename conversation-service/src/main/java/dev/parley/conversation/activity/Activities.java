package dev.parley.conversation.activity;

import dev.parley.common.event.MessageBody;
import dev.parley.conversation.sql.Columns;
import java.util.Collection;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/// Writes what batches of messages do to conversations. Each statement takes a whole batch, and can
/// take it again, or late, without a change: numbers only grow, and what an edit takes back no
/// earlier state of the message brings again. Of a conversation that is not known, or was deleted,
/// nothing is written.
@Repository
class Activities {

  private final JdbcClient jdbc;
  private final Mentions mentions;

  Activities(JdbcClient jdbc, Mentions mentions) {
    this.jdbc = jdbc;
    this.mentions = mentions;
  }

  /// @return how many of the conversations are known here
  @Transactional
  public int apply(Activity activity) {
    // First, as it holds the conversations' rows: what follows happens one batch after the other.
    int known = moveForward(activity);
    addUncounted(activity.uncounted());
    mentions.apply(activity);
    moveSenders(activity.sent());
    return known;
  }

  private int moveForward(Activity activity) {
    Collection<MessageBody> newest = activity.newest();
    return jdbc.sql(
            """
            UPDATE activity a
            SET last_seq = greatest(a.last_seq, v.seq),
                rev = greatest(a.rev, v.rev),
                last_uncounted_seq = greatest(a.last_uncounted_seq, v.uncounted_seq),
                last_mention_seq = greatest(a.last_mention_seq, v.mention_seq),
                last_counted_seq = greatest(a.last_counted_seq, v.counted_seq),
                active_at = greatest(a.active_at, v.counted_at),
                (last_message_id, last_message_rev, last_message_sender_id, last_message_type,
                 last_message_preview, last_message_at) =
                  (SELECT v.id, v.message_rev, v.sender_id, v.type, v.preview, v.sent_at
                   WHERE (v.seq, v.message_rev) > (a.last_seq, a.last_message_rev)
                   UNION ALL
                   SELECT a.last_message_id, a.last_message_rev, a.last_message_sender_id,
                          a.last_message_type, a.last_message_preview, a.last_message_at
                   WHERE (v.seq, v.message_rev) <= (a.last_seq, a.last_message_rev))
            FROM unnest(CAST(:conversations AS uuid[]), CAST(:seqs AS bigint[]),
                        CAST(:revs AS bigint[]), CAST(:messageRevs AS bigint[]),
                        CAST(:ids AS uuid[]), CAST(:senders AS text[]), CAST(:types AS text[]),
                        CAST(:previews AS text[]), CAST(:times AS timestamptz[]),
                        CAST(:uncounted AS bigint[]), CAST(:mentions AS bigint[]),
                        CAST(:counted AS bigint[]), CAST(:countedAt AS timestamptz[]))
              AS v (conversation_id, seq, rev, message_rev, id, sender_id, type, preview, sent_at,
                    uncounted_seq, mention_seq, counted_seq, counted_at)
            WHERE a.conversation_id = v.conversation_id
            """)
        .param("conversations", Columns.texts(newest, MessageBody::conversationId))
        .param("seqs", Columns.texts(newest, MessageBody::seq))
        .param("revs", Columns.texts(newest, m -> activity.rev(m.conversationId())))
        .param("messageRevs", Columns.texts(newest, MessageBody::rev))
        .param("ids", Columns.texts(newest, MessageBody::id))
        .param("senders", Columns.texts(newest, MessageBody::senderId))
        .param("types", Columns.texts(newest, m -> m.type().wireName()))
        .param("previews", Columns.texts(newest, Preview::of))
        .param("times", Columns.texts(newest, MessageBody::createdAt))
        .param("uncounted", Columns.texts(newest, m -> activity.lastUncounted(m.conversationId())))
        .param("mentions", Columns.texts(newest, m -> activity.lastMention(m.conversationId())))
        .param("counted", Columns.texts(newest, m -> activity.lastCounted(m.conversationId())))
        .param("countedAt", Columns.texts(newest, m -> activity.lastCountedAt(m.conversationId())))
        .update();
  }

  private void addUncounted(Collection<Activity.Place> uncounted) {
    if (uncounted.isEmpty()) {
      return;
    }
    jdbc.sql(
            """
            INSERT INTO uncounted_message (conversation_id, seq)
            SELECT v.conversation_id, v.seq
            FROM unnest(CAST(:conversations AS uuid[]), CAST(:seqs AS bigint[]))
              AS v (conversation_id, seq)
            JOIN activity a USING (conversation_id)
            ON CONFLICT DO NOTHING
            """)
        .param("conversations", Columns.texts(uncounted, Activity.Place::conversation))
        .param("seqs", Columns.texts(uncounted, Activity.Place::seq))
        .update();
  }

  /// Who sends has read what came before.
  private void moveSenders(Map<Activity.Sender, Long> sent) {
    jdbc.sql(
            """
            WITH held AS (
              SELECT p.conversation_id, p.user_id, v.seq
              FROM unnest(CAST(:conversations AS uuid[]), CAST(:users AS text[]) COLLATE "C",
                          CAST(:seqs AS bigint[])) AS v (conversation_id, user_id, seq)
              JOIN participant p USING (conversation_id, user_id)
              WHERE p.read_seq < v.seq OR p.delivered_seq < v.seq
              ORDER BY p.conversation_id, p.user_id
              FOR NO KEY UPDATE OF p)
            UPDATE participant p
            SET read_seq = greatest(p.read_seq, h.seq),
                delivered_seq = greatest(p.delivered_seq, h.seq)
            FROM held h
            WHERE p.conversation_id = h.conversation_id AND p.user_id = h.user_id
            """)
        .param("conversations", Columns.texts(sent.keySet(), Activity.Sender::conversation))
        .param("users", Columns.texts(sent.keySet(), Activity.Sender::user))
        .param("seqs", Columns.texts(sent.values()))
        .update();
  }
}
