package dev.parley.conversation.membership;

import dev.parley.common.id.ConversationId;
import dev.parley.common.id.UserId;
import dev.parley.conversation.message.Heads;
import dev.parley.conversation.participant.Participants;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Takes users into groups and lets them go. Where the conversation stands then is asked of
/// message-service first, outside of any transaction: the messages' events may be behind, and what
/// someone may read begins or ends there.
@Component
class MembershipEditor {

  private final Participants participants;
  private final Heads heads;
  private final Memberships memberships;

  MembershipEditor(Participants participants, Heads heads, Memberships memberships) {
    this.participants = participants;
    this.heads = heads;
    this.memberships = memberships;
  }

  /// Whoever is in already stays as they are.
  ///
  /// @throws dev.parley.common.problem.DomainException `forbidden`, `conflict`,
  ///   `validation_failed`; `unavailable` where those who join may not read what was before, and it
  ///   is not known where that ends
  void add(ConversationId id, UserId caller, Set<UserId> users) {
    participants.require(id, caller); // a stranger asks nobody anything
    memberships.add(id, caller, users, heads.of(id));
  }

  /// A user leaves by removing themselves.
  ///
  /// @param successor who becomes an admin when the caller leaves
  /// @throws dev.parley.common.problem.DomainException `forbidden`, `conflict`, `validation_failed`
  void remove(ConversationId id, UserId caller, UserId user, @Nullable UserId successor) {
    participants.require(id, caller);
    memberships.remove(id, caller, new Departure(user, successor, heads.of(id).orElse(0)));
  }
}
