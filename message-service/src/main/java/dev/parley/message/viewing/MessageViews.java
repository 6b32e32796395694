package dev.parley.message.viewing;

import dev.parley.common.event.MessageBody;
import dev.parley.common.event.MessageBody.Reaction;
import dev.parley.common.id.ConversationId;
import dev.parley.common.id.UserId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Completes messages for their reader: which reactions are theirs, and what became of the messages
/// they sent themselves.
@Component
public class MessageViews {

  private final OwnReactions reactions;
  private final CursorClient cursors;

  MessageViews(OwnReactions reactions, CursorClient cursors) {
    this.reactions = reactions;
    this.cursors = cursors;
  }

  public MessageBody of(MessageBody message, UserId reader) {
    return of(List.of(message), reader).getFirst();
  }

  /// In the same order; a page costs one question each at most, and none for most pages.
  public List<MessageBody> of(List<MessageBody> messages, UserId reader) {
    Set<ConversationId> ownIn = new HashSet<>();
    for (MessageBody message : messages) {
      if (hasStatus(message, reader)) {
        ownIn.add(message.conversationId());
      }
    }
    return seen(messages, reader, ownIn.isEmpty() ? Map.of() : cursors.ofOthers(reader, ownIn));
  }

  /// With the reader's reactions alone: what became of the message they know.
  public MessageBody withReactions(MessageBody message, UserId reader) {
    return seen(List.of(message), reader, Map.of()).getFirst();
  }

  private List<MessageBody> seen(
      List<MessageBody> messages, UserId reader, Map<ConversationId, Cursors> others) {
    Set<OwnReactions.Mark> unseen = new HashSet<>();
    for (MessageBody message : messages) {
      message.reactions().stream()
          .filter(reaction -> isHidden(reaction, reader))
          .forEach(reaction -> unseen.add(OwnReactions.Mark.of(message, reaction)));
    }
    Set<OwnReactions.Mark> own = unseen.isEmpty() ? Set.of() : reactions.of(reader, unseen);
    List<MessageBody> seen = new ArrayList<>(messages.size());
    for (MessageBody message : messages) {
      @Nullable String status = status(message, reader, others);
      seen.add(
          status == null && message.reactions().isEmpty()
              ? message
              : message.seenAs(reactions(message, reader, own), status));
    }
    return seen;
  }

  private static List<Reaction> reactions(
      MessageBody message, UserId reader, Set<OwnReactions.Mark> own) {
    return message.reactions().stream()
        .map(r ->
            new Reaction(
                r.emoji(),
                r.count(),
                r.userIds(),
                r.userIds().contains(reader.value())
                    || own.contains(OwnReactions.Mark.of(message, r))))
        .collect(Collectors.toList());
  }

  private static @Nullable String status(
      MessageBody message, UserId reader, Map<ConversationId, Cursors> others) {
    Cursors cursors = others.get(message.conversationId());
    return cursors == null || !hasStatus(message, reader) ? null : cursors.statusOf(message.seq());
  }

  private static boolean hasStatus(MessageBody message, UserId reader) {
    return message.deletedAt() == null && message.senderId().equals(reader.value());
  }

  /// Whether the reader may be one of those who are not named.
  private static boolean isHidden(Reaction reaction, UserId reader) {
    return reaction.count() > reaction.userIds().size()
        && !reaction.userIds().contains(reader.value());
  }
}
