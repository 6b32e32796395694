package dev.parley.message.history;

import dev.parley.common.event.MessageBody;
import dev.parley.common.event.MessageBody.Reaction;
import dev.parley.common.id.ConversationId;
import dev.parley.common.id.MessageId;
import dev.parley.message.access.Leaving;
import java.sql.Array;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;

/// Messages as those read them who have left since: what was written after that is not for them, be
/// it into an old message. Deleted is deleted, for them too.
@Repository
public class PastMessages {

  private static final int SHOWN_USERS = 20;

  private static final String CONTENTS =
      """
      SELECT w.conversation_id, w.id, later.content, later.seq IS NOT NULL AS replaced,
             (SELECT max(e.edited_at) FROM message_edit e
               WHERE e.conversation_id = w.conversation_id AND e.seq = w.seq AND e.edited_at <= ?)
               AS edited_at
        FROM unnest(?::uuid[], ?::uuid[], ?::bigint[]) AS w(conversation_id, id, seq)
        LEFT JOIN LATERAL (
          SELECT e.seq, e.content FROM message_edit e
           WHERE e.conversation_id = w.conversation_id AND e.seq = w.seq AND e.edited_at > ?
           ORDER BY e.rev LIMIT 1) later ON true\
      """;
  private static final String REACTIONS =
      """
      SELECT w.conversation_id, w.id, r.emoji, count(*) AS users,
             (array_agg(r.user_id ORDER BY r.rev))[1:%d] AS first_users
        FROM unnest(?::uuid[], ?::uuid[], ?::bigint[]) AS w(conversation_id, id, seq)
        JOIN reaction r ON r.conversation_id = w.conversation_id AND r.seq = w.seq
       WHERE r.rev <= ?
       GROUP BY w.conversation_id, w.id, r.emoji ORDER BY min(r.rev)\
      """
          .formatted(SHOWN_USERS);

  /// @param content what the edits after the leaving have replaced, if any of them has
  /// @param editedAt of the last edit before it
  private record Before(@Nullable String content, boolean replaced, @Nullable Instant editedAt) {}

  private final JdbcTemplate jdbc;

  PastMessages(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /// The messages of some conversations, as their reader left those that they have left.
  ///
  /// @param leavings of the conversations that they have left
  public List<MessageBody> asOf(List<MessageBody> messages, Map<ConversationId, Leaving> leavings) {
    Map<Leaving, List<MessageBody>> changed = new HashMap<>();
    for (MessageBody message : messages) {
      Leaving leaving = leavings.get(message.conversationId());
      if (leaving != null && message.rev() > leaving.rev() && message.deletedAt() == null) {
        changed.computeIfAbsent(leaving, _ -> new ArrayList<>()).add(message);
      }
    }
    if (changed.isEmpty()) {
      return messages;
    }
    Map<Slot, MessageBody> past = new HashMap<>();
    changed.forEach((leaving, some) -> asOf(some, leaving, past));
    return messages.stream().map(m -> past.getOrDefault(slot(m), m)).toList();
  }

  List<MessageBody> asOf(List<MessageBody> messages, @Nullable Leaving leaving) {
    return leaving == null || messages.isEmpty()
        ? messages
        : asOf(messages, Map.of(messages.getFirst().conversationId(), leaving));
  }

  private void asOf(List<MessageBody> changed, Leaving leaving, Map<Slot, MessageBody> past) {
    List<MessageBody> edited =
        changed.stream()
            .filter(m -> m.editedAt() != null && m.editedAt().isAfter(leaving.at()))
            .toList();
    Map<Slot, Before> contents = edited.isEmpty() ? Map.of() : contents(edited, leaving.at());
    List<MessageBody> reacted = changed.stream().filter(m -> !m.reactions().isEmpty()).toList();
    Map<Slot, List<Reaction>> reactions =
        reacted.isEmpty() ? Map.of() : reactions(reacted, leaving.rev());
    for (MessageBody message : changed) {
      Slot slot = slot(message);
      past.put(slot, past(message, contents.get(slot), reactions.getOrDefault(slot, List.of())));
    }
  }

  private Map<Slot, Before> contents(List<MessageBody> messages, Instant at) {
    Map<Slot, Before> contents = new HashMap<>();
    OffsetDateTime time = at.atOffset(ZoneOffset.UTC);
    jdbc.query(
        CONTENTS,
        row -> {
          OffsetDateTime editedAt = row.getObject("edited_at", OffsetDateTime.class);
          contents.put(
              new Slot(
                  new ConversationId(row.getObject("conversation_id", UUID.class)),
                  new MessageId(row.getObject("id", UUID.class))),
              new Before(
                  row.getString("content"),
                  row.getBoolean("replaced"),
                  editedAt == null ? null : editedAt.toInstant()));
        },
        time,
        conversations(messages),
        ids(messages),
        seqs(messages),
        time);
    return contents;
  }

  private Map<Slot, List<Reaction>> reactions(List<MessageBody> messages, long upToRev) {
    Map<Slot, List<Reaction>> reactions = new HashMap<>();
    jdbc.query(
        REACTIONS,
        row -> {
          Array users = row.getArray("first_users");
          reactions
              .computeIfAbsent(
                  new Slot(
                      new ConversationId(row.getObject("conversation_id", UUID.class)),
                      new MessageId(row.getObject("id", UUID.class))),
                  _ -> new ArrayList<>())
              .add(
                  new Reaction(
                      row.getString("emoji"),
                      row.getInt("users"),
                      List.of((String[]) users.getArray()),
                      null));
        },
        conversations(messages),
        ids(messages),
        seqs(messages),
        upToRev);
    return reactions;
  }

  /// How many replies its thread had then, nobody has kept. Of an edit only the content is kept:
  /// whom it mentioned before, or what its metadata was, is left out with it.
  private static MessageBody past(
      MessageBody message, @Nullable Before before, List<Reaction> reactions) {
    MessageDetails details = MessageDetails.of(message);
    MessageBody plain =
        new MessageBody(
            message.id(),
            message.conversationId(),
            message.seq(),
            message.rev(),
            message.type(),
            message.senderId(),
            message.senderName(),
            before != null && before.replaced() ? before.content() : message.content(),
            List.of(),
            null,
            null,
            null,
            null,
            List.of(),
            reactions,
            null,
            message.pinned(),
            null,
            message.createdAt(),
            before == null ? message.editedAt() : before.editedAt(),
            null,
            message.status(),
            message.silent(),
            message.change());
    return (before == null ? details : details.unedited()).bodyOf(plain);
  }

  private static Slot slot(MessageBody message) {
    return new Slot(message.conversationId(), message.id());
  }

  private static UUID[] conversations(Collection<MessageBody> messages) {
    return messages.stream().map(m -> m.conversationId().value()).toArray(UUID[]::new);
  }

  private static UUID[] ids(Collection<MessageBody> messages) {
    return messages.stream().map(m -> m.id().value()).toArray(UUID[]::new);
  }

  private static Long[] seqs(Collection<MessageBody> messages) {
    return messages.stream().map(MessageBody::seq).toArray(Long[]::new);
  }
}
