package dev.parley.message.ordering;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.parley.common.id.ConversationId;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;

/// The rows that number each conversation. Whoever changes anything in a conversation locks its
/// head first and holds it until the commit: numbers are given out, and events appended, in commit
/// order. A transaction locks all its heads at once, in id order, so two never wait for each other
/// in a ring.
@Repository
public class Heads {

  private static final int KNOWN_HEADS = 500_000;

  private static final String ENSURE =
      "INSERT INTO conversation_head (conversation_id) SELECT unnest(?::uuid[]) ON CONFLICT DO"
          + " NOTHING";
  private static final String LOCK =
      """
      SELECT conversation_id, ended, last_seq, last_rev FROM conversation_head
       WHERE conversation_id = ANY (?::uuid[]) ORDER BY conversation_id FOR UPDATE\
      """;
  private static final String END =
      """
      INSERT INTO conversation_head (conversation_id, ended) VALUES (?, true)
      ON CONFLICT (conversation_id) DO UPDATE SET ended = true\
      """;
  private static final String MOVE_REVS =
      """
      UPDATE conversation_head h SET last_rev = moved.last_rev
        FROM unnest(?::uuid[], ?::bigint[]) AS moved(conversation_id, last_rev)
       WHERE h.conversation_id = moved.conversation_id\
      """;

  private final JdbcTemplate jdbc;
  private final Cache<ConversationId, Boolean> known =
      Caffeine.newBuilder().maximumSize(KNOWN_HEADS).build();

  Heads(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /// Makes those that are missing, in a transaction of its own: made inside the batch's, a head
  /// would be locked out of order.
  public void ensure(SequencedSet<ConversationId> conversations) {
    List<ConversationId> unseen =
        conversations.stream().filter(id -> known.getIfPresent(id) == null).toList();
    if (!unseen.isEmpty()) {
      jdbc.update(ENSURE, (Object) ids(unseen));
      unseen.forEach(id -> known.put(id, true));
    }
  }

  /// @throws IllegalStateException when one is missing
  public Map<ConversationId, Head> lock(SequencedSet<ConversationId> conversations) {
    Map<ConversationId, Head> heads = lockExisting(conversations);
    if (heads.size() < conversations.size()) {
      known.invalidateAll(conversations);
      throw new IllegalStateException("a conversation's head is missing");
    }
    return heads;
  }

  /// Those that there are: a conversation without a message has none.
  public Map<ConversationId, Head> lockExisting(SequencedSet<ConversationId> conversations) {
    Map<ConversationId, Head> heads = LinkedHashMap.newLinkedHashMap(conversations.size());
    jdbc.query(
        LOCK,
        row -> {
          ConversationId id = new ConversationId(row.getObject(1, UUID.class));
          heads.put(id, new Head(id, row.getBoolean(2), row.getLong(3), row.getLong(4)));
        },
        (Object) ids(conversations));
    return heads;
  }

  /// From the commit on no message is added to it, and none of it changed. Who is at it is waited
  /// for.
  public void end(ConversationId conversation) {
    jdbc.update(END, conversation.value());
  }

  /// Keeps the revs that were taken, where no message was added.
  public void moveRevs(Collection<Head> heads) {
    jdbc.update(MOVE_REVS, ids(heads.stream().map(Head::conversationId).toList()), revs(heads));
  }

  private static UUID[] ids(Collection<ConversationId> conversations) {
    return conversations.stream().map(ConversationId::value).toArray(UUID[]::new);
  }

  private static Long[] revs(Collection<Head> heads) {
    return heads.stream().map(Head::lastRev).toArray(Long[]::new);
  }
}
