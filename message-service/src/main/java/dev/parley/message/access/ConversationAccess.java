package dev.parley.message.access;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.CacheLoader;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import dev.parley.common.event.ConversationBody;
import dev.parley.common.id.ConversationId;
import dev.parley.common.id.UserId;
import dev.parley.common.problem.DomainException;
import dev.parley.common.problem.NotFoundException;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
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
  private static final int MAX_NEWS = 100_000;

  /// Conversations that conversation-service tells of in one answer.
  private static final int MAX_ASKED = 1_000;

  /// Longer than any call to conversation-service takes, its retries included.
  private static final Duration NEWS_KEPT = Duration.ofSeconds(30);

  private final ConversationClient client;
  private final LoadingCache<ConversationId, Access> known;
  private final Cache<Pair, ConversationId> directs =
      Caffeine.newBuilder().maximumSize(MAX_PAIRS).build();

  /// The versions that events spoke of lately: a call that was under way meanwhile may bring an
  /// older state, which must not be kept.
  private final Cache<ConversationId, Long> news =
      Caffeine.newBuilder().maximumSize(MAX_NEWS).expireAfterWrite(NEWS_KEPT).build();

  private final FormerWindows formerWindows;

  ConversationAccess(
      ConversationClient client, FormerWindows formerWindows, AccessProperties properties) {
    this.client = client;
    this.formerWindows = formerWindows;
    this.known =
        Caffeine.newBuilder()
            .maximumWeight(properties.maxParticipants())
            .<ConversationId, Access>weigher((id, access) -> access.members().size() + 1)
            .refreshAfterWrite(properties.refreshAfter())
            .executor(Executors.newVirtualThreadPerTaskExecutor())
            .build(new Loader());
  }

  /// What of the conversation the user may read: a participant, or one who was.
  ///
  /// @throws DomainException `not_found` to a stranger, `unavailable` when nobody can tell
  public ReadWindow windowOf(ConversationId conversation, UserId user) {
    Access access = current(Set.of(conversation)).get(conversation);
    return access != null && access.isParticipant(user)
        ? access.windowOf(user)
        : windowAsked(conversation, user);
  }

  /// What the user may read of those in which they are a participant.
  public Map<ConversationId, ReadWindow> windowsOf(
      UserId user, Collection<ConversationId> conversations) {
    return current(Set.copyOf(conversations)).values().stream()
        .filter(access -> access.isParticipant(user))
        .collect(Collectors.toMap(Access::conversationId, access -> access.windowOf(user)));
  }

  /// All that the user may read, anywhere: what they have left as well. Asked anew each time.
  ///
  /// @throws DomainException `unavailable`
  public Map<ConversationId, ReadWindow> windowsOf(UserId user) {
    return client.readable(user);
  }

  /// What is known of those that are known here: nobody is asked.
  public Map<ConversationId, WriteAccess> known(Set<ConversationId> conversations) {
    return known.getAllPresent(conversations).values().stream()
        .filter(access -> !isOvertaken(access))
        .collect(Collectors.toMap(Access::conversationId, WriteAccess::new));
  }

  /// The direct conversation of the two, if it is known here: nobody is asked.
  public Optional<ConversationId> knownDirect(UserId caller, UserId recipient) {
    return Optional.ofNullable(directs.getIfPresent(Pair.of(caller, recipient)));
  }

  /// What is known of each, asking once for all that are not known yet. Where nobody can be asked,
  /// the known ones are there all the same.
  public WriteAccesses ofAll(Set<ConversationId> conversations) {
    try {
      return new WriteAccesses(current(conversations), null);
    } catch (DomainException unavailable) {
      return new WriteAccesses(known.getAllPresent(conversations), unavailable);
    }
  }

  /// The version of the conversation that is known here; 0 for none.
  public long versionOf(ConversationId conversation) {
    Access access = known.getIfPresent(conversation);
    return access == null ? 0 : access.version();
  }

  /// The direct conversation of the two, opened if need be.
  ///
  /// @throws DomainException `blocked`, `unavailable`
  public ConversationId directBetween(UserId caller, @Nullable String name, UserId recipient) {
    Pair pair = Pair.of(caller, recipient);
    ConversationId remembered = directs.getIfPresent(pair);
    if (remembered != null) {
      return remembered;
    }
    Access access = client.direct(caller, name, recipient);
    directs.put(pair, access.conversationId());
    keep(access);
    return access.conversationId();
  }

  /// Asks conversation-service about someone who, as far as is known here, is no participant.
  ///
  /// @return what holds now, if the cache was behind and the user is a participant after all
  /// @throws DomainException `not_found` to a stranger, `not_participant` to a former participant,
  ///   `unavailable` when nobody can tell
  public WriteAccess checked(ConversationId conversation, UserId user) {
    client.requireVisible(conversation, user);
    Access fresh = client.access(List.of(conversation)).stream().findFirst().orElse(null);
    if (fresh == null || !fresh.isParticipant(user)) {
      throw new NotFoundException("conversation");
    }
    keep(fresh);
    return new WriteAccess(fresh);
  }

  /// Of someone who, as far as is known here, is no participant: they were one, or what is known
  /// here is behind.
  private ReadWindow windowAsked(ConversationId conversation, UserId user) {
    Optional<ReadWindow> former = formerWindows.of(conversation, user);
    return former.isPresent() ? former.get() : checked(conversation, user).windowOf(user);
  }

  /// Takes what an event says, unless something newer is known.
  void take(ConversationBody event) {
    formerWindows.take(event);
    news.asMap().merge(event.id(), event.version(), Math::max);
    known
        .asMap()
        .computeIfPresent(
            event.id(),
            (id, current) -> event.version() <= current.version() ? current : current.after(event));
  }

  /// Forgets all of it: from here on, events tell of every change.
  void forget() {
    known.invalidateAll();
    formerWindows.forget();
  }

  /// What an event has overtaken while it was being fetched is fetched once more: the event came
  /// after its change, so the second answer has it.
  private Map<ConversationId, Access> current(Set<ConversationId> conversations) {
    Map<ConversationId, Access> found = known.getAll(conversations);
    Set<ConversationId> overtaken =
        found.values().stream()
            .filter(this::isOvertaken)
            .map(Access::conversationId)
            .collect(Collectors.toSet());
    if (overtaken.isEmpty()) {
      return found;
    }
    known.invalidateAll(overtaken);
    Map<ConversationId, Access> mended = new HashMap<>(found);
    mended.keySet().removeAll(overtaken);
    mended.putAll(known.getAll(overtaken));
    return mended;
  }

  private boolean isOvertaken(Access access) {
    Long told = news.getIfPresent(access.conversationId());
    return told != null && told > access.version();
  }

  private void keep(Access fresh) {
    known.asMap().merge(fresh.conversationId(), fresh, (a, b) -> a.version() > b.version() ? a : b);
  }

  /// Caffeine takes null for what is not there.
  @SuppressWarnings("NullAway")
  private final class Loader implements CacheLoader<ConversationId, Access> {

    @Override
    public @Nullable Access load(ConversationId id) {
      return loadAll(Set.of(id)).get(id);
    }

    @Override
    public Map<ConversationId, Access> loadAll(Set<? extends ConversationId> ids) {
      List<ConversationId> all = List.copyOf(ids);
      Map<ConversationId, Access> found = HashMap.newHashMap(all.size());
      for (int from = 0; from < all.size(); from += MAX_ASKED) {
        client
            .access(all.subList(from, Math.min(from + MAX_ASKED, all.size())))
            .forEach(access -> found.put(access.conversationId(), access));
      }
      return found;
    }

    /// Goes on with what is known where nobody can be asked, and with what an event has brought
    /// meanwhile.
    @Override
    public @Nullable Access reload(ConversationId id, Access old) {
      try {
        Access fresh = load(id);
        Access current = known.asMap().getOrDefault(id, old);
        return fresh != null && current.version() > fresh.version() ? current : fresh;
      } catch (DomainException unavailable) {
        return Objects.requireNonNull(known.asMap().getOrDefault(id, old));
      }
    }
  }
}
