package dev.parley.conversation.activity;

import dev.parley.conversation.sql.Columns;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// Who is mentioned where. An edited message leaves its rev: what an earlier state of it says,
/// which may come later from the other topic, is then not taken. A deleted one mentions nobody.
@Repository
class Mentions {

  private final JdbcClient jdbc;

  Mentions(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /// After the messages that no count counts were remembered.
  void apply(Activity activity) {
    if (!activity.uncounted().isEmpty()) {
      forget(activity.uncounted());
    }
    Map<Activity.Place, Long> edited = activity.edited();
    if (!edited.isEmpty()) {
      remember(edited);
      takeBack(edited);
    }
    List<Activity.Mention> mentions = activity.mentions();
    if (!mentions.isEmpty()) {
      add(mentions);
    }
  }

  private void forget(Collection<Activity.Place> uncounted) {
    jdbc.sql(
            """
            DELETE FROM mention m
            USING unnest(CAST(:conversations AS uuid[]), CAST(:seqs AS bigint[]))
              AS v (conversation_id, seq)
            WHERE m.conversation_id = v.conversation_id AND m.seq = v.seq
            """)
        .param(
            "conversations",
            Columns.texts(uncounted.stream().map(Activity.Place::conversation).toList()))
        .param("seqs", Columns.texts(uncounted.stream().map(Activity.Place::seq).toList()))
        .update();
  }

  private void remember(Map<Activity.Place, Long> edited) {
    jdbc.sql(
            """
            INSERT INTO edited_message AS e (conversation_id, seq, rev)
            SELECT v.conversation_id, v.seq, v.rev
            FROM unnest(CAST(:conversations AS uuid[]), CAST(:seqs AS bigint[]),
                        CAST(:revs AS bigint[])) AS v (conversation_id, seq, rev)
            JOIN activity a USING (conversation_id)
            ON CONFLICT (conversation_id, seq) DO UPDATE SET rev = excluded.rev
            WHERE e.rev < excluded.rev
            """)
        .param("conversations", Columns.texts(edited.keySet(), Activity.Place::conversation))
        .param("seqs", Columns.texts(edited.keySet(), Activity.Place::seq))
        .param("revs", Columns.texts(edited.values()))
        .update();
  }

  private void takeBack(Map<Activity.Place, Long> edited) {
    jdbc.sql(
            """
            DELETE FROM mention m
            USING unnest(CAST(:conversations AS uuid[]), CAST(:seqs AS bigint[]),
                         CAST(:revs AS bigint[])) AS v (conversation_id, seq, rev)
            WHERE m.conversation_id = v.conversation_id AND m.seq = v.seq AND m.rev < v.rev
            """)
        .param("conversations", Columns.texts(edited.keySet(), Activity.Place::conversation))
        .param("seqs", Columns.texts(edited.keySet(), Activity.Place::seq))
        .param("revs", Columns.texts(edited.values()))
        .update();
  }

  private void add(List<Activity.Mention> mentions) {
    jdbc.sql(
            """
            INSERT INTO mention AS m (conversation_id, user_id, seq, rev)
            SELECT v.conversation_id, v.user_id, v.seq, v.rev
            FROM unnest(CAST(:conversations AS uuid[]), CAST(:users AS text[]),
                        CAST(:seqs AS bigint[]), CAST(:revs AS bigint[]))
              AS v (conversation_id, user_id, seq, rev)
            JOIN activity a USING (conversation_id)
            WHERE NOT EXISTS (SELECT FROM edited_message e
                              WHERE e.conversation_id = v.conversation_id AND e.seq = v.seq
                                AND e.rev > v.rev)
              AND NOT EXISTS (SELECT FROM uncounted_message u
                              WHERE u.conversation_id = v.conversation_id AND u.seq = v.seq)
            ON CONFLICT (conversation_id, user_id, seq) DO UPDATE SET rev = excluded.rev
            WHERE m.rev < excluded.rev
            """)
        .param("conversations", Columns.texts(mentions, m -> m.place().conversation()))
        .param("users", Columns.texts(mentions, Activity.Mention::user))
        .param("seqs", Columns.texts(mentions, m -> m.place().seq()))
        .param("revs", Columns.texts(mentions, Activity.Mention::rev))
        .update();
  }
}
