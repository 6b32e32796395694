package dev.parley.message.change;

import dev.parley.common.id.ConversationId;
import dev.parley.common.id.MessageId;
import dev.parley.message.history.Slot;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;

/// Deleted messages that others may still show a preview of.
@Repository
class LeftQuotes {

  private static final String REMEMBER =
      """
      INSERT INTO quotes_left (conversation_id, message_id)
      SELECT * FROM unnest(?::uuid[], ?::uuid[]) ON CONFLICT DO NOTHING\
      """;
  private static final String FORGET =
      """
      DELETE FROM quotes_left q USING unnest(?::uuid[], ?::uuid[]) AS gone(conversation_id, id)
       WHERE q.conversation_id = gone.conversation_id AND q.message_id = gone.id\
      """;
  private static final String SOME = "SELECT conversation_id, message_id FROM quotes_left LIMIT ?";

  private final JdbcTemplate jdbc;

  LeftQuotes(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  void remember(Collection<Slot> deleted) {
    update(REMEMBER, deleted);
  }

  void forget(Collection<Slot> deleted) {
    update(FORGET, deleted);
  }

  List<Slot> some(int limit) {
    return jdbc.query(
        SOME,
        (row, _) ->
            new Slot(
                new ConversationId(row.getObject(1, UUID.class)),
                new MessageId(row.getObject(2, UUID.class))),
        limit);
  }

  private void update(String sql, Collection<Slot> slots) {
    jdbc.update(
        sql,
        slots.stream().map(s -> s.conversationId().value()).toArray(UUID[]::new),
        slots.stream().map(s -> s.id().value()).toArray(UUID[]::new));
  }
}
