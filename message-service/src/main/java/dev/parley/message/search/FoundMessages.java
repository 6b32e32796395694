package dev.parley.message.search;

import dev.parley.common.event.MessageBody;
import dev.parley.message.history.MessageRow;
import java.util.Collection;
import java.util.List;
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

  FoundMessages(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /// In the order in which a search shows them.
  List<MessageBody> at(Collection<Position> positions) {
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
