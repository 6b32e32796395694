package dev.parley.conversation.access;

import dev.parley.common.id.ConversationId;
import dev.parley.common.id.UserId;
import dev.parley.common.problem.NotFoundException;
import dev.parley.common.problem.ValidationException;
import dev.parley.conversation.conversation.ConversationView;
import dev.parley.conversation.conversation.ConversationViews;
import dev.parley.conversation.opening.ConversationOpener;
import dev.parley.conversation.participant.ParticipantIds;
import dev.parley.conversation.profile.SeenProfiles;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/// For the suite's own services only.
@RestController
@RequestMapping("/internal")
class InternalAccessController {

  private static final int MAX_IDS = 1000;

  record AccessRequest(@Nullable List<ConversationId> ids) {}

  record Items<T>(List<T> items) {}

  record DirectRequest(
      @Nullable String callerId, @Nullable String callerName, @Nullable String recipientId) {}

  record MembershipsRequest(@Nullable List<String> userIds) {}

  record Membership(UserId userId, List<Accesses.Joined> conversations) {}

  private final Accesses accesses;
  private final ConversationOpener opener;
  private final ConversationViews views;
  private final SeenProfiles profiles;

  InternalAccessController(
      Accesses accesses,
      ConversationOpener opener,
      ConversationViews views,
      SeenProfiles profiles) {
    this.accesses = accesses;
    this.opener = opener;
    this.views = views;
    this.profiles = profiles;
  }

  @PostMapping("/access")
  Items<Access> access(@RequestBody AccessRequest request) {
    return new Items<>(accesses.of(Set.copyOf(bounded("ids", request.ids()))));
  }

  /// The pair's conversation, opened if need be. One that is there is told of even across a block,
  /// which its access says.
  ///
  /// @throws dev.parley.common.problem.DomainException `blocked`, `validation_failed`
  @PostMapping("/direct-conversations")
  Access direct(@RequestBody DirectRequest request) {
    UserId caller = user("caller_id", request.callerId());
    UserId recipient = user("recipient_id", request.recipientId());
    if (caller.equals(recipient)) {
      throw new ValidationException("recipient_id", "invalid");
    }
    profiles.take(caller, request.callerName(), null);
    ConversationId id = opener.forSender(caller, recipient);
    return accesses.of(List.of(id)).stream()
        .findFirst()
        .orElseThrow(() -> new NotFoundException("conversation"));
  }

  /// What each user listens to.
  @PostMapping("/memberships")
  Items<Membership> memberships(@RequestBody MembershipsRequest request) {
    List<UserId> users =
        bounded("user_ids", request.userIds()).stream()
            .map(id -> user("user_ids", id))
            .distinct()
            .toList();
    return new Items<>(
        accesses.membershipsOf(users).entrySet().stream()
            .map(e -> new Membership(e.getKey(), e.getValue()))
            .toList());
  }

  /// The conversation as the user sees it.
  @GetMapping("/users/{userId}/conversations/{id}")
  ConversationView conversation(@PathVariable UserId userId, @PathVariable ConversationId id) {
    return views.of(id, userId);
  }

  private static <T> List<T> bounded(String field, @Nullable List<T> values) {
    if (values == null) {
      throw new ValidationException(field, "required");
    }
    if (values.size() > MAX_IDS) {
      throw new ValidationException(field, "too_many");
    }
    return values;
  }

  private static UserId user(String field, @Nullable String id) {
    if (id == null || !ParticipantIds.isUser(id)) {
      throw new ValidationException(field, id == null ? "required" : "invalid");
    }
    return new UserId(id);
  }
}
