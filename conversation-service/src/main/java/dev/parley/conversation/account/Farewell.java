package dev.parley.conversation.account;

import dev.parley.common.id.ConversationId;
import dev.parley.common.id.UserId;
import dev.parley.conversation.announcement.Chronicle;
import dev.parley.conversation.announcement.Happening;
import dev.parley.conversation.conversation.Conversation;
import dev.parley.conversation.conversation.ConversationState;
import dev.parley.conversation.conversation.Conversations;
import dev.parley.conversation.conversation.PlatformStates;
import dev.parley.conversation.membership.Departures;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// An account that is gone leaves a conversation. Of a group it is out; the other side of a direct
/// conversation keeps that, to read.
@Component
class Farewell {

  private final Conversations conversations;
  private final AccountTraces traces;
  private final PlatformStates states;
  private final Departures departures;
  private final Chronicle chronicle;

  Farewell(
      Conversations conversations,
      AccountTraces traces,
      PlatformStates states,
      Departures departures,
      Chronicle chronicle) {
    this.conversations = conversations;
    this.traces = traces;
    this.states = states;
    this.departures = departures;
    this.chronicle = chronicle;
  }

  @Transactional
  public void from(ConversationId id, UserId user) {
    @Nullable Conversation conversation = conversations.lock(id.value()).orElse(null);
    if (conversation == null) {
      return; // deleted in this moment: they are out of it with all others
    }
    if (conversation.isDirect()) {
      traces.clearSettings(id, user);
      states.liftBlocks(conversation);
      states.set(conversation, ConversationState.READ_ONLY);
    } else {
      departures.ofDeleted(conversation, user);
    }
    chronicle.tellOnce(
        "deleted:" + id + ":" + user,
        id,
        Happening.to(Happening.Kind.USER_DELETED, null, List.of(user)));
  }
}
