package dev.parley.conversation.setting;

import dev.parley.common.id.ConversationId;
import dev.parley.common.id.UserId;
import dev.parley.conversation.message.Heads;
import dev.parley.conversation.participant.Participants;
import org.springframework.stereotype.Component;

/// Keeps a participant's own settings. What they put away is all there is by now: as the messages'
/// events lag behind, message-service is asked how far that goes, so that a message they have seen
/// does not bring the conversation back.
@Component
public class SettingsKeeper {

  private final Participants participants;
  private final Heads heads;
  private final SettingsStore store;

  SettingsKeeper(Participants participants, Heads heads, SettingsStore store) {
    this.participants = participants;
    this.heads = heads;
    this.store = store;
  }

  /// @throws dev.parley.common.problem.DomainException `not_found` to a stranger, `not_participant`
  ///   to a former participant
  public void archive(ConversationId conversation, UserId user, boolean archived) {
    change(conversation, user, new SettingsChange(false, null, null, archived));
  }

  /// @throws dev.parley.common.problem.DomainException `not_found` to a stranger, `not_participant`
  ///   to a former participant
  Settings change(ConversationId conversation, UserId user, SettingsChange change) {
    participants.require(conversation, user); // before anybody is asked for them
    boolean archives = Boolean.TRUE.equals(change.archived());
    long head = archives ? heads.of(conversation).orElse(0) : 0;
    return store.keep(conversation, user, change, head);
  }
}
