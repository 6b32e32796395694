package dev.parley.message.access;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.CacheLoader;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import dev.parley.common.event.ConversationBody;
import dev.parley.common.id.ConversationId;
import dev.parley.common.id.UserId;
import dev.parley.common.problem.NotFoundException;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// What this node knows of who may write and read where: filled by one call on a miss, kept current
/// by `conversation.*` events, and served as it is while conversation-service cannot be asked.
@Component
public class ConversationAccess {

  private record Pair(UserId one, UserId other) {
    static Pair of(UserId a, UserId b) {
      return a.compareTo(b) < 0 ? new Pair(a, b) : new Pair(b, a);
    }
  }

  private static final int MAX_PAIRS = 200_000;

  private final ConversationClient client;
  private final LoadingCache<ConversationId, Access> known;
  private final Cache<Pair, ConversationId> directs =
      Caffeine.newBuilder().maximumSize(MAX_PAIRS).build();

  ConversationAccess(ConversationClient client, AccessProperties properties) {
    this.client = client;
    this.known =
        Caffeine.newBuilder()
            .maximumWeight(properties.maxParticipants())
            .<ConversationId, Access>weigher((id, access) -> access.roles().size() + 1)
            .refreshAfterWrite(properties.refreshAfter())
            .executor(Executors.newVirtualThreadPerTaskExecutor())
            .build(new Loader());
  }

  /// Whether the user may read the conversation now.
  ///
  /// @throws dev.parley.common.problem.DomainException `not_found` to a stranger, `not_participant`
  ///   to a former participant, `unavailable` when nobody can tell
  public void requireReader(ConversationId conversation, UserId user) {
    Access access = known.get(conversation);
    if (access == null || !access.isParticipant(user)) {
      refuseReader(conversation, user);
    }
  }

  /// Those of the conversations in which the user is a participant.
  public Set<ConversationId> readableBy(UserId user, Collection<ConversationId> conversations) {
    return known.getAll(new HashSet<>(conversations)).values().stream()
        .filter(access -> access.isParticipant(user))
        .map(Access::conversationId)
        .collect(Collectors.toSet());
  }

  /// What is known of each that exists, asking once for all that are not known yet.
  public Map<ConversationId, WriteAccess> ofAll(Set<ConversationId> conversations) {
    return known.getAll(conversations).entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, e -> new WriteAccess(e.getValue())));
  }

  /// The direct conversation of the two, opened if need be.
  ///
  /// @throws dev.parley.common.problem.DomainException `blocked`, `unavailable`
  public ConversationId directBetween(UserId caller, @Nullable String name, UserId recipient) {
    Pair pair = Pair.of(caller, recipient);
    ConversationId remembered = directs.getIfPresent(pair);
    if (remembered != null) {
      return remembered;
    }
    Access access = client.direct(caller, name, recipient);
    directs.put(pair, access.conversationId());
    merge(access);
    return access.conversationId();
  }

  /// @throws dev.parley.common.problem.DomainException always, unless the cache was behind
  public void refuseReader(ConversationId conversation, UserId user) {
    client.requireVisible(conversation, user);
    known.invalidate(conversation);
    Access fresh = known.get(conversation);
    if (fresh == null || !fresh.isParticipant(user)) {
      throw new NotFoundException("conversation");
    }
  }

  /// Takes what an event says, unless something newer is known.
  void take(ConversationBody event) {
    known
        .asMap()
        .computeIfPresent(
            event.id(),
            (id, current) ->
                event.version() <= current.version() ? current : after(current, event));
  }

  private void merge(Access fresh) {
    known.asMap().merge(fresh.conversationId(), fresh, (a, b) -> a.version() > b.version() ? a : b);
  }

  /// @return null to forget the conversation, where the event alone does not tell its new state
  private static @Nullable Access after(Access current, ConversationBody event) {
    Map<UserId, String> roles =
        event.participants().stream()
            .collect(
                Collectors.toMap(p -> new UserId(p.userId()), ConversationBody.Participant::role));
    boolean open = event.state().equals("open");
    if (event.participantsComplete()) {
      return new Access(
          event.id(), current.direct(), open, !event.blockedBy().isEmpty(), event.version(), roles);
    }
    if (event.version() != current.version() + 1) {
      return null;
    }
    List<String> removed = event.removed() == null ? List.of() : event.removed();
    return current.changedTo(open, event.version(), roles, removed.stream().map(UserId::new));
  }

  /// What a sender needs to know of a conversation.
  public static final class WriteAccess {
    private final Access access;

    WriteAccess(Access access) {
      this.access = access;
    }

    public boolean isParticipant(UserId user) {
      return access.isParticipant(user);
    }

    public boolean isOpen() {
      return access.open();
    }

    public boolean isBlocked() {
      return access.blocked();
    }
  }

  /// Caffeine takes null for what is not there.
  @SuppressWarnings("NullAway")
  private final class Loader implements CacheLoader<ConversationId, Access> {

    @Override
    public @Nullable Access load(ConversationId id) {
      return client.access(List.of(id)).stream().findFirst().orElse(null);
    }

    @Override
    public Map<ConversationId, Access> loadAll(Set<? extends ConversationId> ids) {
      return client.access(Set.copyOf(ids)).stream()
          .collect(Collectors.toMap(Access::conversationId, Function.identity()));
    }

    /// An event may have brought something newer while the call was under way.
    @Override
    public @Nullable Access reload(ConversationId id, Access old) {
      Access fresh = load(id);
      Access current = known.asMap().getOrDefault(id, old);
      return Stream.of(old, current, fresh)
          .filter(a -> a != null)
          .max((a, b) -> Long.compare(a.version(), b.version()))
          .orElse(null);
    }
  }
}
