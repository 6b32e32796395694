package dev.parley.realtime.conversation;

import dev.parley.common.id.ConversationId;
import dev.parley.common.id.UserId;
import dev.parley.common.problem.NotFoundException;
import dev.parley.common.web.GuardedClient;
import dev.parley.common.web.InternalClients;
import dev.parley.realtime.ServicesProperties;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;

/// Asks conversation-service on behalf of sockets.
@Component
public class ConversationServiceClient {

  private static final String NAME = "conversation-service";

  /// Of users, each of whom may be in a thousand conversations.
  private static final int MAX_USERS = 50;

  private static final int MAX_MARKERS = 500;
  private static final int MAX_WAITING = 50_000;

  private final GuardedClient service;
  private final RequestBatcher<UserId, List<Membership>> memberships =
      new RequestBatcher<>(MAX_USERS, MAX_WAITING, this::loadMemberships);
  private final RequestBatcher<MarkRequest, Marked> markers =
      new RequestBatcher<>(MAX_MARKERS, MAX_WAITING, this::mark);

  ConversationServiceClient(InternalClients clients, ServicesProperties services) {
    this.service = clients.to(NAME, services.conversation(), services.timeout());
  }

  /// A conversation that a user takes part in, at a version of it.
  ///
  /// @param rev where it stood not long ago, where that is told
  /// @param fromSeq the user may read what comes after this seq
  /// @param joinedSeq the user came in after this seq
  /// @param blocked whether one of a direct conversation's two has blocked the other
  public record Membership(
      ConversationId id,
      long version,
      @Nullable Long rev,
      @Nullable Long fromSeq,
      @Nullable Long joinedSeq,
      @Nullable Boolean blocked) {

    /// Whether what was before the user came in is not for the user.
    public boolean isSinceJoining() {
      return fromSeq != null && fromSeq > 0;
    }

    /// The user came in after this seq.
    public long joinedAfter() {
      return joinedSeq == null ? 0 : joinedSeq;
    }

    public boolean isBlocked() {
      return Boolean.TRUE.equals(blocked);
    }
  }

  /// @param kind `read` or `delivered`
  /// @param seq where the marker shall stand; null for the conversation's end
  public record MarkRequest(
      UserId userId, ConversationId conversationId, String kind, @Nullable Long seq) {

    /// The marker that is to be moved, wherever to.
    MarkRequest anywhere() {
      return new MarkRequest(userId, conversationId, kind, null);
    }

    MarkRequest furtherOf(MarkRequest other) {
      if (seq == null || other.seq() == null) {
        return anywhere();
      }
      return seq >= other.seq() ? this : other;
    }
  }

  /// Where the marker stands, or why it could not be moved.
  ///
  /// @param seq the marker's, whichever it is
  /// @param readSeq how far the user has read
  public record Marked(
      @Nullable Long seq,
      @Nullable Long readSeq,
      @Nullable Long unreadCount,
      @Nullable MarkError error) {}

  public record MarkError(String code, @Nullable String message) {}

  private record MembershipsRequest(List<UserId> userIds) {}

  private record UserMemberships(UserId userId, List<Membership> conversations) {}

  private record MembershipItems(List<UserMemberships> items) {}

  /// Who takes part in a conversation, at a version of it.
  public record Participants(long version, Set<String> userIds) {}

  private record AccessRequest(List<ConversationId> ids) {}

  private record Participant(String userId) {}

  private record AccessItem(long version, List<Participant> participants) {}

  private record AccessItems(List<AccessItem> items) {}

  private record VisibleRequest(UserId userId, List<String> userIds) {}

  private record VisibleUsers(List<String> userIds) {}

  private record MarkRequests(List<MarkRequest> items) {}

  private record MarkedItems(List<Marked> items) {}

  /// Who takes part in a conversation, at a version of it. Blocks.
  ///
  /// @throws dev.parley.common.problem.DomainException `not_found`, `unavailable`
  public Participants participants(ConversationId conversation) {
    AccessItem found =
        service
            .ask(
                AccessItems.class,
                http ->
                    http.post()
                        .uri("/internal/access")
                        .body(new AccessRequest(List.of(conversation))))
            .items()
            .stream()
            .findFirst()
            .orElseThrow(() -> new NotFoundException("conversation"));
    return new Participants(
        found.version(),
        found.participants().stream().map(Participant::userId).collect(Collectors.toSet()));
  }

  /// The conversations that a user takes part in.
  public CompletableFuture<List<Membership>> memberships(UserId user) {
    return memberships.ask(user);
  }

  /// Moves a marker.
  public CompletableFuture<Marked> mark(MarkRequest request) {
    return markers.ask(request);
  }

  /// The conversation as a participant sees it, as JSON. Blocks.
  ///
  /// @throws dev.parley.common.problem.DomainException `not_found`, `not_participant`,
  ///   `unavailable`
  public byte[] conversation(UserId user, ConversationId conversation) {
    return service.ask(
        byte[].class,
        http ->
            http.get()
                .uri(
                    "/internal/users/{user}/conversations/{id}",
                    user.value(),
                    conversation.value()));
  }

  /// All that a device has missed, as JSON. Blocks.
  ///
  /// @param request what `POST /sync` takes
  /// @throws dev.parley.common.problem.DomainException what it is refused with, `unavailable`
  public byte[] sync(UserId user, byte[] request) {
    return service.ask(
        byte[].class,
        http ->
            http.post()
                .uri("/internal/users/{user}/sync", user.value())
                .contentType(MediaType.APPLICATION_JSON)
                .body(request));
  }

  /// Those of the users who share a conversation with the viewer, with no block between them.
  /// Blocks.
  ///
  /// @throws dev.parley.common.problem.DomainException `unavailable`
  public Set<String> visible(UserId viewer, List<String> users) {
    return Set.copyOf(
        service
            .ask(
                VisibleUsers.class,
                http ->
                    http.post().uri("/internal/visible").body(new VisibleRequest(viewer, users)))
            .userIds());
  }

  private List<List<Membership>> loadMemberships(List<UserId> users) {
    List<UserId> distinct = users.stream().distinct().toList();
    MembershipItems answer =
        service.ask(
            MembershipItems.class,
            http ->
                http.post().uri("/internal/memberships").body(new MembershipsRequest(distinct)));
    Map<UserId, List<Membership>> byUser = new HashMap<>();
    answer.items().forEach(item -> byUser.put(item.userId(), item.conversations()));
    return users.stream().map(user -> byUser.getOrDefault(user, List.of())).toList();
  }

  /// Of several moves of one marker the furthest is asked for, and its answer holds for all.
  private List<Marked> mark(List<MarkRequest> requests) {
    Map<MarkRequest, MarkRequest> furthest = new LinkedHashMap<>();
    requests.forEach(r -> furthest.merge(r.anywhere(), r, MarkRequest::furtherOf));
    List<Marked> marked =
        service
            .ask(
                MarkedItems.class,
                http ->
                    http.post()
                        .uri("/internal/read-markers")
                        .body(new MarkRequests(List.copyOf(furthest.values()))))
            .items();
    Map<MarkRequest, Marked> answers = new HashMap<>();
    int next = 0;
    for (MarkRequest marker : furthest.keySet()) {
      answers.put(marker, marked.get(next++));
    }
    return requests.stream().map(r -> Objects.requireNonNull(answers.get(r.anywhere()))).toList();
  }
}
