package dev.parley.message.viewing;

import dev.parley.common.event.MessageBody;
import dev.parley.common.event.MessageBody.Reaction;
import dev.parley.common.id.ConversationId;
import dev.parley.common.id.UserId;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;

/// A user's reactions that a message's list of first users does not show.
@Repository
class OwnReactions {

  private static final String FIND =
      """
      SELECT r.conversation_id, r.seq, r.emoji
        FROM unnest(?::uuid[], ?::bigint[], ?::text[]) AS wanted(conversation_id, seq, emoji)
        JOIN reaction r USING (conversation_id, seq, emoji)
       WHERE r.user_id = ?\
      """;

  record Mark(ConversationId conversationId, long seq, String emoji) {
    static Mark of(MessageBody message, Reaction reaction) {
      return new Mark(message.conversationId(), message.seq(), reaction.emoji());
    }
  }

  private final JdbcTemplate jdbc;

  OwnReactions(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  Set<Mark> of(UserId user, Collection<Mark> marks) {
    return new HashSet<>(
        jdbc.query(
            FIND,
            (row, _) ->
                new Mark(
                    new ConversationId(row.getObject(1, UUID.class)),
                    row.getLong(2),
                    row.getString(3)),
            marks.stream().map(m -> m.conversationId().value()).toArray(UUID[]::new),
            marks.stream().map(Mark::seq).toArray(Long[]::new),
            marks.stream().map(Mark::emoji).toArray(String[]::new),
            user.value()));
  }
}
