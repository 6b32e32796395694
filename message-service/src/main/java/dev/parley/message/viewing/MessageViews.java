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
    Set<OwnReactions.Mark> unseen = new HashSet<>();
    Set<ConversationId> ownIn = new HashSet<>();
    for (MessageBody message : messages) {
      message.reactions().stream()
          .filter(reaction -> isHidden(reaction, reader))
          .forEach(reaction -> unseen.add(OwnReactions.Mark.of(message, reaction)));
      if (hasStatus(message, reader)) {
        ownIn.add(message.conversationId());
      }
    }
    if (ownIn.isEmpty() && messages.stream().allMatch(m -> m.reactions().isEmpty())) {
      return messages;
    }
    Set<OwnReactions.Mark> own = unseen.isEmpty() ? Set.of() : reactions.of(reader, unseen);
    Map<ConversationId, Cursors> others =
        ownIn.isEmpty() ? Map.of() : cursors.ofOthers(reader, ownIn);
    List<MessageBody> seen = new ArrayList<>(messages.size());
    for (MessageBody message : messages) {
      seen.add(message.seenAs(reactions(message, reader, own), status(message, reader, others)));
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
