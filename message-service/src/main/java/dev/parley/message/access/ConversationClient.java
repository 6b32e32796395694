package dev.parley.message.access;

import dev.parley.common.id.ConversationId;
import dev.parley.common.id.UserId;
import dev.parley.common.problem.DomainException;
import dev.parley.common.problem.ProblemType;
import dev.parley.common.problem.RelayedProblemException;
import dev.parley.common.web.GuardedClient;
import dev.parley.common.web.InternalClients;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Asks conversation-service, which owns who is where.
@Component
class ConversationClient {

  private static final String NAME = "conversation-service";

  private final GuardedClient service;

  ConversationClient(InternalClients clients, ServicesProperties services) {
    this.service = clients.to(NAME, services.conversation(), services.timeout());
  }

  private record AccessRequest(Collection<ConversationId> ids) {}

  private record AccessItems(List<AccessItem> items) {}

  private record DirectRequest(UserId callerId, @Nullable String callerName, UserId recipientId) {}

  record AccessItem(
      ConversationId conversationId,
      String type,
      String state,
      long version,
      boolean blocked,
      @Nullable String history,
      @Nullable Boolean hasContext,
      List<Participant> participants) {

    Access toAccess() {
      Map<UserId, Access.Member> members =
          participants.stream()
              .collect(
                  Collectors.toMap(
                      Participant::userId, p -> Access.Member.of(p.role(), p.joinedSeq())));
      return new Access(
          conversationId,
          Access.isDirect(type),
          Boolean.TRUE.equals(hasContext),
          Access.isOpen(state),
          blocked,
          Access.isSinceJoining(history),
          version,
          members);
    }
  }

  record Participant(UserId userId, String role, long joinedSeq) {}

  private record ReadableRequest(UserId userId) {}

  private record ReadableItems(List<ReadableItem> items) {}

  private record ReadableItem(
      ConversationId conversationId,
      long fromSeq,
      @Nullable Long toSeq,
      @Nullable Long leftRev,
      @Nullable Instant leftAt) {

    ReadWindow toWindow() {
      return new ReadWindow(
          fromSeq,
          toSeq == null ? Long.MAX_VALUE : toSeq,
          leftRev == null || leftAt == null ? null : new Leaving(leftRev, leftAt));
    }
  }

  private record FormerRequest(ConversationId conversationId, UserId userId) {}

  private record FormerItem(
      long fromSeq, long leftSeq, @Nullable Long leftRev, @Nullable Instant leftAt) {

    ReadWindow toWindow() {
      return new ReadWindow(
          fromSeq,
          leftSeq,
          leftRev == null || leftAt == null ? null : new Leaving(leftRev, leftAt));
    }
  }

  /// Those that exist.
  List<Access> access(Collection<ConversationId> ids) {
    return service.call(http ->
        Objects.requireNonNull(
                http.post()
                    .uri("/internal/access")
                    .body(new AccessRequest(ids))
                    .retrieve()
                    .body(AccessItems.class))
            .items()
            .stream()
            .map(AccessItem::toAccess)
            .toList());
  }

  /// All that someone may read, of the conversations they are in and of those they were in.
  Map<ConversationId, ReadWindow> readable(UserId user) {
    return service.call(http ->
        Objects.requireNonNull(
                http.post()
                    .uri("/internal/readable")
                    .body(new ReadableRequest(user))
                    .retrieve()
                    .body(ReadableItems.class))
            .items()
            .stream()
            .collect(
                Collectors.toMap(
                    ReadableItem::conversationId,
                    ReadableItem::toWindow,
                    (current, _) -> current)));
  }

  /// The direct conversation of two users, opened if need be.
  ///
  /// @throws DomainException `blocked`, or `validation_failed` for oneself
  Access direct(UserId caller, @Nullable String callerName, UserId recipient) {
    return service.call(http ->
        Objects.requireNonNull(
                http.post()
                    .uri("/internal/direct-conversations")
                    .body(new DirectRequest(caller, callerName, recipient))
                    .retrieve()
                    .body(AccessItem.class))
            .toAccess());
  }

  /// What someone who was a participant may still read.
  ///
  /// @return empty for a stranger, and for a participant
  Optional<ReadWindow> former(ConversationId conversation, UserId user) {
    return service.call(http -> {
      try {
        FormerItem item =
            Objects.requireNonNull(
                http.post()
                    .uri("/internal/former-participants")
                    .body(new FormerRequest(conversation, user))
                    .retrieve()
                    .body(FormerItem.class));
        return Optional.of(item.toWindow());
      } catch (RelayedProblemException e) {
        if (e.type() != ProblemType.NOT_FOUND) {
          throw e;
        }
        return Optional.empty();
      }
    });
  }

  /// Throws what conversation-service says to someone who is no participant: `not_found` to a
  /// stranger, `not_participant` to one who was; returns if the user is one after all.
  void requireVisible(ConversationId conversation, UserId user) {
    service.call(http ->
        http.get()
            .uri("/internal/users/{user}/conversations/{id}", user.value(), conversation.value())
            .retrieve()
            .toBodilessEntity());
  }
}
