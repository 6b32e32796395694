package dev.parley.conversation.conversation;

import dev.parley.common.id.UserId;
import dev.parley.conversation.announcement.Chronicle;
import dev.parley.conversation.announcement.Happening;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/// Changes a group for all who are in it, and tells them.
@Component
@Transactional(propagation = Propagation.MANDATORY)
class GroupEditor {

  private final Conversations conversations;
  private final ConversationEvents events;
  private final Chronicle chronicle;
  private final Clock clock;

  GroupEditor(
      Conversations conversations, ConversationEvents events, Chronicle chronicle, Clock clock) {
    this.conversations = conversations;
    this.events = events;
    this.chronicle = chronicle;
    this.clock = clock;
  }

  void edit(Conversation conversation, UserId caller, ConversationEdit edit) {
    Instant now = clock.instant();
    List<String> changes = conversation.edit(edit, now);
    if (changes.isEmpty()) {
      return;
    }
    conversations.saveAndFlush(conversation);
    conversations.archiveActivity(conversation.getId(), conversation.isArchived());
    events.updated(conversation, changes.getFirst(), now);
    for (String change : changes) {
      happening(conversation, caller, change)
          .ifPresent(
              it -> chronicle.tell(conversation.conversationId(), conversation.version(), it));
    }
  }

  /// What is for machines alone is not told to people.
  private static Optional<Happening> happening(
      Conversation conversation, UserId caller, String change) {
    ConversationSummary now = conversation.summary();
    return Optional.ofNullable(
        switch (change) {
          case "state_changed" ->
              Happening.of(Happening.Kind.STATE_CHANGED, caller, now.state().wireName());
          case "history_changed" ->
              Happening.of(Happening.Kind.HISTORY_CHANGED, caller, now.history().wireName());
          case "renamed" ->
              now.name() == null
                  ? Happening.of(Happening.Kind.NAME_REMOVED, caller, null)
                  : Happening.of(Happening.Kind.RENAMED, caller, now.name());
          case "avatar_changed" -> Happening.of(Happening.Kind.AVATAR_CHANGED, caller, null);
          default -> null;
        });
  }
}
