package dev.parley.message.search;

import dev.parley.common.event.MessageBody;
import dev.parley.common.id.ConversationId;
import dev.parley.message.access.Leaving;
import dev.parley.message.history.MessageRow;
import dev.parley.message.history.PastMessages;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;

/// Reads the messages themselves: what is shown, and whether it still says what it was found by.
@Repository
class FoundMessages {

  private static final String AT =
      """
      SELECT %s FROM unnest(?::uuid[], ?::bigint[]) AS place(conversation_id, seq)
        JOIN message m ON m.conversation_id = place.conversation_id AND m.seq = place.seq\
      """
          .formatted(MessageRow.COLUMNS);

  private final JdbcTemplate jdbc;
  private final PastMessages past;

  FoundMessages(JdbcTemplate jdbc, PastMessages past) {
    this.jdbc = jdbc;
    this.past = past;
  }

  /// In the order in which a search shows them.
  ///
  /// @param leavings of the conversations that their reader has left
  List<MessageBody> at(Collection<Position> positions, Map<ConversationId, Leaving> leavings) {
    return past.asOf(at(positions), leavings);
  }

  private List<MessageBody> at(Collection<Position> positions) {
    return jdbc
        .query(
            AT,
            MessageRow::read,
            positions.stream().map(p -> p.conversation().value()).toArray(UUID[]::new),
            positions.stream().map(Position::seq).toArray(Long[]::new))
        .stream()
        .sorted((a, b) -> positionOf(a).compareTo(positionOf(b)))
        .toList();
  }

  static Position positionOf(MessageBody message) {
    return new Position(message.createdAt(), message.conversationId(), message.seq());
  }
}
