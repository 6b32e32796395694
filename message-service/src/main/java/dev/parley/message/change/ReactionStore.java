package dev.parley.message.change;

import dev.parley.common.id.ConversationId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;

/// Who reacted to what.
@Repository
class ReactionStore {

  private static final String EXISTING =
      """
      SELECT r.conversation_id, r.seq, r.emoji, r.user_id
        FROM unnest(?::uuid[], ?::bigint[], ?::text[], ?::text[])
          AS wanted(conversation_id, seq, emoji, user_id)
        JOIN reaction r USING (conversation_id, seq, emoji, user_id)\
      """;
  private static final String FIRST =
      """
      SELECT user_id FROM reaction
       WHERE conversation_id = ? AND seq = ? AND emoji = ? ORDER BY rev LIMIT ?\
      """;
  private static final String ADD =
      """
      INSERT INTO reaction (conversation_id, seq, emoji, user_id, rev)
      SELECT * FROM unnest(?::uuid[], ?::bigint[], ?::text[], ?::text[], ?::bigint[])
      ON CONFLICT (conversation_id, seq, emoji, user_id) DO UPDATE SET rev = EXCLUDED.rev\
      """;
  private static final String REMOVE =
      """
      DELETE FROM reaction r
       USING unnest(?::uuid[], ?::bigint[], ?::text[], ?::text[])
          AS gone(conversation_id, seq, emoji, user_id)
       WHERE r.conversation_id = gone.conversation_id AND r.seq = gone.seq
         AND r.emoji = gone.emoji AND r.user_id = gone.user_id\
      """;
  private static final String REMOVE_ALL =
      """
      DELETE FROM reaction r USING unnest(?::uuid[], ?::bigint[]) AS gone(conversation_id, seq)
       WHERE r.conversation_id = gone.conversation_id AND r.seq = gone.seq\
      """;

  private final JdbcTemplate jdbc;

  ReactionStore(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /// Those of them that there are.
  Set<Reactor> existing(Collection<Reactor> reactors) {
    Columns columns = Columns.of(reactors);
    return new HashSet<>(
        jdbc.query(
            EXISTING,
            (row, _) ->
                new Reactor(
                    new ConversationId(row.getObject(1, UUID.class)),
                    row.getLong(2),
                    row.getString(3),
                    row.getString(4)),
            columns.conversations,
            columns.seqs,
            columns.emojis,
            columns.users));
  }

  /// Who reacted so first.
  List<String> first(ConversationId conversation, long seq, String emoji, int limit) {
    return jdbc.query(FIRST, (row, _) -> row.getString(1), conversation.value(), seq, emoji, limit);
  }

  void keep(Collection<StoredMessage> changed) {
    List<Reactor> added = new ArrayList<>();
    List<Long> revs = new ArrayList<>();
    List<Reactor> removed = new ArrayList<>();
    for (StoredMessage message : changed) {
      ConversationId conversation = message.stored().conversationId();
      message
          .reactions()
          .touched()
          .forEach((mark, rev) -> {
            var reactor = new Reactor(conversation, message.seq(), mark.emoji(), mark.userId());
            if (rev == null) {
              removed.add(reactor);
            } else {
              added.add(reactor);
              revs.add(rev);
            }
          });
    }
    if (!removed.isEmpty()) {
      Columns c = Columns.of(removed);
      jdbc.update(REMOVE, c.conversations, c.seqs, c.emojis, c.users);
    }
    if (!added.isEmpty()) {
      Columns c = Columns.of(added);
      jdbc.update(ADD, c.conversations, c.seqs, c.emojis, c.users, revs.toArray(Long[]::new));
    }
  }

  void remove(UUID[] conversations, Long[] seqs) {
    jdbc.update(REMOVE_ALL, conversations, seqs);
  }

  private record Columns(UUID[] conversations, Long[] seqs, String[] emojis, String[] users) {
    static Columns of(Collection<Reactor> reactors) {
      return new Columns(
          reactors.stream().map(r -> r.conversationId().value()).toArray(UUID[]::new),
          reactors.stream().map(Reactor::seq).toArray(Long[]::new),
          reactors.stream().map(Reactor::emoji).toArray(String[]::new),
          reactors.stream().map(Reactor::userId).toArray(String[]::new));
    }
  }
}
