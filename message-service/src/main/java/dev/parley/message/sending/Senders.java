package dev.parley.message.sending;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.parley.common.id.ConversationId;
import dev.parley.common.id.UserId;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;

/// Who has written where. Remembered here, so that only someone's first message to a conversation
/// costs a statement.
@Repository
class Senders {

  private static final int KNOWN = 500_000;
  private static final String ADD =
      """
      INSERT INTO sender_conversation (sender_id, conversation_id)
      SELECT * FROM unnest(?::text[], ?::uuid[]) ON CONFLICT DO NOTHING\
      """;

  record Place(UserId sender, ConversationId conversation) {}

  private final JdbcTemplate jdbc;
  private final Cache<Place, Boolean> known = Caffeine.newBuilder().maximumSize(KNOWN).build();

  Senders(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /// Where someone may be writing for the first time.
  Set<Place> firstTimes(List<NewMessage> batch) {
    Set<Place> unseen = new HashSet<>();
    for (NewMessage message : batch) {
      Place place = new Place(message.sender(), message.conversationId());
      if (!message.sender().equals(UserId.SYSTEM) && known.getIfPresent(place) == null) {
        unseen.add(place);
      }
    }
    return unseen;
  }

  /// In the transaction that stores the messages, under the locks of the conversations: no other
  /// transaction adds the same place then.
  void add(Set<Place> places) {
    if (!places.isEmpty()) {
      jdbc.update(
          ADD,
          places.stream().map(place -> place.sender().value()).toArray(String[]::new),
          places.stream().map(place -> place.conversation().value()).toArray(UUID[]::new));
    }
  }

  /// When that is committed.
  void remember(Set<Place> places) {
    places.forEach(place -> known.put(place, true));
  }
}
