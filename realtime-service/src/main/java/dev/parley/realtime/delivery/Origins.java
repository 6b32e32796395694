package dev.parley.realtime.delivery;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.parley.realtime.session.Session;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Which sockets have or will have the acknowledgement of a message, and so are passed over when it
/// is delivered, by whichever way it comes first.
@Component
class Origins {

  private static final Duration KEPT = Duration.ofMinutes(1);
  private static final int MAX_KEPT = 10_000;

  private final ConcurrentHashMap<String, Origin> waiting = new ConcurrentHashMap<>();

  /// Of messages to conversations that their senders do not listen to yet, having been let in or
  /// having made them just now: they will be given the messages when they do.
  private final Cache<String, Origin> acknowledged =
      Caffeine.newBuilder().maximumSize(MAX_KEPT).expireAfterWrite(KEPT).build();

  void expect(String messageId, Session session) {
    waiting.merge(
        messageId, new Origin(session, null), (known, one) -> new Origin(one.session(), known));
  }

  /// The acknowledgement has left, or will not come.
  void forget(String messageId, Session session) {
    waiting.computeIfPresent(messageId, (_, known) -> Origin.without(known, session));
  }

  void keep(String messageId, Origin origin) {
    acknowledged.put(messageId, origin);
  }

  @Nullable Origin of(String messageId) {
    Origin origin = waiting.get(messageId);
    return origin == null ? acknowledged.getIfPresent(messageId) : origin;
  }

  int waiting() {
    return waiting.size();
  }
}
