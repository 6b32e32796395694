package dev.parley.conversation.systemmessage;

import dev.parley.common.event.SystemMessageRequested;
import dev.parley.common.id.ConversationId;
import dev.parley.common.id.UserId;
import dev.parley.common.problem.FieldErrors;
import dev.parley.conversation.conversation.ConversationFields;
import dev.parley.conversation.conversation.Pair;
import dev.parley.conversation.platform.PlatformEvents;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// A request for a system message whose event has been checked.
///
/// @param conversation where; null for the pair's
/// @param pair in whose conversation; null where that is given
record RequestedMessage(
    String key,
    @Nullable ConversationId conversation,
    @Nullable Pair pair,
    String text,
    @Nullable JsonNode metadata,
    boolean silent) {

  private static final int MAX_KEY = 200;

  /// @throws dev.parley.common.kafka.MalformedEventException when the event breaks the contract
  static RequestedMessage of(SystemMessageRequested event) {
    FieldErrors errors = new FieldErrors();
    PlatformEvents.checkToken(event.key(), "key", MAX_KEY, errors);
    PlatformEvents.checkText(event.text(), "text", errors);
    ConversationFields.checkMetadata(event.metadata(), errors);
    boolean both = event.conversationId() != null && event.participantIds() != null;
    errors.rejectIf(both, "conversation_id", "conflict");
    Set<UserId> users =
        event.conversationId() == null
            ? PlatformEvents.users(event.participantIds(), 2, errors)
            : Set.of();
    PlatformEvents.refuse(errors);
    List<UserId> two = List.copyOf(users);
    return new RequestedMessage(
        event.key(),
        event.conversationId(),
        two.isEmpty() ? null : Pair.of(two.getFirst(), two.getLast()),
        event.text(),
        event.metadata(),
        Boolean.TRUE.equals(event.silent()));
  }
}
