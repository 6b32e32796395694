package dev.parley.conversation.conversation;

import dev.parley.common.id.ConversationId;
import dev.parley.common.id.UserId;
import dev.parley.common.problem.NotFoundException;
import dev.parley.conversation.announcement.Chronicle;
import dev.parley.conversation.announcement.Happening;
import dev.parley.conversation.participant.Participants;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// Changes a group for all who are in it, and tells them.
@Component
class GroupEditor {

  private final Conversations conversations;
  private final Participants participants;
  private final ConversationEvents events;
  private final Chronicle chronicle;
  private final Clock clock;

  GroupEditor(
      Conversations conversations,
      Participants participants,
      ConversationEvents events,
      Chronicle chronicle,
      Clock clock) {
    this.conversations = conversations;
    this.participants = participants;
    this.events = events;
    this.chronicle = chronicle;
    this.clock = clock;
  }

  /// @throws ForbiddenException `forbidden` to those who are no admins
  @Transactional
  void edit(ConversationId id, UserId caller, ConversationEdit edit) {
    Conversation conversation =
        conversations.lock(id.value()).orElseThrow(() -> new NotFoundException("conversation"));
    if (!participants.require(id, caller).isAdmin()) {
      throw new ForbiddenException("Only an admin may change the conversation");
    }
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
