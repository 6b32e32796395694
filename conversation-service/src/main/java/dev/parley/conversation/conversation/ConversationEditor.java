package dev.parley.conversation.conversation;

import dev.parley.common.id.ConversationId;
import dev.parley.common.id.UserId;
import dev.parley.common.problem.NotFoundException;
import dev.parley.conversation.participant.Participants;
import dev.parley.conversation.setting.SettingsKeeper;
import org.springframework.stereotype.Component;

/// Changes what a conversation is called, how it looks and whether it is open.
@Component
class ConversationEditor {

  private final Conversations conversations;
  private final Participants participants;
  private final SettingsKeeper settings;
  private final GroupEditor groups;
  private final GroupEnder ender;

  ConversationEditor(
      Conversations conversations,
      Participants participants,
      SettingsKeeper settings,
      GroupEditor groups,
      GroupEnder ender) {
    this.conversations = conversations;
    this.participants = participants;
    this.settings = settings;
    this.groups = groups;
    this.ender = ender;
  }

  /// A group is edited by its admins, for all. Either side of a direct conversation may archive it,
  /// and open it again, for themselves only.
  ///
  /// @throws ForbiddenException `forbidden`
  void edit(ConversationId id, UserId caller, ConversationEdit edit) {
    if (isDirect(id, caller)) {
      editOwnSide(id, caller, edit);
    } else {
      groups.edit(id, caller, edit);
    }
  }

  /// A group is deleted by its admins, for all and for good. A direct conversation is put away for
  /// the caller: nothing is lost, and the next message brings it back.
  ///
  /// @throws ForbiddenException `forbidden`
  void delete(ConversationId id, UserId caller) {
    if (isDirect(id, caller)) {
      settings.archive(id, caller, true);
    } else {
      ender.end(id, caller);
    }
  }

  private boolean isDirect(ConversationId id, UserId caller) {
    participants.require(id, caller); // before any lock: a stranger holds nothing up
    return conversations.typeOf(id.value()).orElseThrow(() -> new NotFoundException("conversation"))
        == ConversationType.DIRECT;
  }

  private void editOwnSide(ConversationId id, UserId caller, ConversationEdit edit) {
    if (edit.setsMoreThanState() || edit.state() == ConversationState.READ_ONLY) {
      throw new ForbiddenException("A direct conversation can only be archived, for oneself");
    }
    if (edit.state() != null) {
      settings.archive(id, caller, edit.state() == ConversationState.ARCHIVED);
    }
  }
}
