package dev.parley.message.access;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.parley.common.event.ConversationBody;
import dev.parley.common.id.ConversationId;
import dev.parley.common.id.UserId;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// What those may still read who are no participants any more. Few ask, and what they may read
/// hardly changes: kept shortly, so that one who pages through it costs one call.
@Component
class FormerWindows {

  private static final int MAX_KEPT = 20_000;
  private static final Duration KEPT = Duration.ofSeconds(30);

  private record Key(ConversationId conversation, UserId user) {}

  private final ConversationClient client;
  private final Cache<Key, ReadWindow> known =
      Caffeine.newBuilder().maximumSize(MAX_KEPT).expireAfterWrite(KEPT).build();
  private final AtomicLong changes = new AtomicLong();

  FormerWindows(ConversationClient client) {
    this.client = client;
  }

  /// Empty for a stranger, and for a participant. Only who was one is remembered: strangers may
  /// become participants at any time.
  Optional<ReadWindow> of(ConversationId conversation, UserId user) {
    Key key = new Key(conversation, user);
    @Nullable ReadWindow remembered = known.getIfPresent(key);
    if (remembered != null) {
      return Optional.of(remembered);
    }
    long before = changes.get();
    Optional<ReadWindow> found = client.former(conversation, user);
    found.ifPresent(window -> known.put(key, window));
    // What was asked for before a change may be what it has changed, and be kept after it. Whoever
    // comes meanwhile does not wait for this answer, as they would if the cache asked.
    if (before != changes.get()) {
      known.invalidate(key);
    }
    return found;
  }

  void forget() {
    changes.incrementAndGet();
    known.invalidateAll();
  }

  /// Forgets those whom an event brings or takes away.
  void take(ConversationBody event) {
    changes.incrementAndGet();
    if (event.added() != null) {
      event.added().forEach(user -> known.invalidate(new Key(event.id(), new UserId(user))));
    }
    if (event.removed() != null) {
      event.removed().forEach(user -> known.invalidate(new Key(event.id(), new UserId(user))));
    }
  }
}
