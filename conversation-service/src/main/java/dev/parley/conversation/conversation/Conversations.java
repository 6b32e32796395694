package dev.parley.conversation.conversation;

import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.NativeQuery;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

public interface Conversations extends Repository<Conversation, UUID> {

  Conversation saveAndFlush(Conversation conversation);

  /// Unless it was deleted: who changes anything holds it, and so brings none of those back.
  @Lock(LockModeType.PESSIMISTIC_WRITE)
  @Query("select c from Conversation c where c.id = :id and c.deletedAt is null")
  Optional<Conversation> lock(UUID id);

  /// It never changes.
  @Query("select c.type from Conversation c where c.id = :id")
  Optional<ConversationType> typeOf(UUID id);

  /// Only the id: what is read without the lock must not stand in the way of what is read with it.
  @Query("select c.id from Conversation c where c.lowUserId = :low and c.highUserId = :high")
  Optional<UUID> findDirect(String low, String high);

  /// Its messages' side begins with it.
  @Modifying
  @NativeQuery("INSERT INTO activity (conversation_id, active_at) VALUES (:id, :now)")
  void beginActivity(UUID id, Instant now);

  /// Lets inboxes and unread counts leave it out without looking it up.
  @Modifying
  @NativeQuery(
      "UPDATE activity SET archived = :archived WHERE conversation_id = :id AND archived <> :archived")
  void archiveActivity(UUID id, boolean archived);

  /// Nothing that its messages do is taken in any more.
  @Modifying
  @NativeQuery("DELETE FROM activity WHERE conversation_id = :id")
  void endActivity(UUID id);

  @Modifying
  @NativeQuery("DELETE FROM conversation_context WHERE conversation_id = :id")
  void forgetContexts(UUID id);

  /// Remembers one more thing that it is about.
  @Modifying
  @NativeQuery(
      """
      INSERT INTO conversation_context (type, id, conversation_id, added_at)
      VALUES (:type, :contextId, :id, :now) ON CONFLICT DO NOTHING
      """)
  void addContext(UUID id, String type, String contextId, Instant now);
}
