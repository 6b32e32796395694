package dev.parley.conversation.match;

import dev.parley.common.event.ConversationBody;
import dev.parley.common.event.MatchCreated;
import dev.parley.common.id.UserId;
import dev.parley.common.problem.FieldErrors;
import dev.parley.conversation.conversation.ConversationFields;
import dev.parley.conversation.participant.Participants;
import dev.parley.conversation.platform.PlatformEvents;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A match whose event has been checked.
///
/// @param users two or more
/// @param metadata JSON
record Match(
    String id, List<UserId> users, ConversationBody.Context context, @Nullable String metadata) {

  private static final String USUAL_TYPE = "match";
  private static final int PAIR = 2;

  /// @throws dev.parley.common.kafka.MalformedEventException when the event breaks the contract
  static Match of(MatchCreated event) {
    FieldErrors errors = new FieldErrors();
    Set<UserId> users = PlatformEvents.users(event.participantIds(), Participants.MAX, errors);
    @Nullable String type = event.contextType();
    ConversationBody.Context context =
        new ConversationBody.Context(type == null ? USUAL_TYPE : type, event.matchId());
    ConversationFields.checkContext(context, errors);
    ConversationFields.checkMetadata(event.metadata(), errors);
    PlatformEvents.refuse(errors);
    return new Match(
        event.matchId(), List.copyOf(users), context, ConversationFields.stored(event.metadata()));
  }

  boolean isPair() {
    return users.size() == PAIR;
  }
}
