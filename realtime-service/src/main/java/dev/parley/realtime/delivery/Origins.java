package dev.parley.realtime.delivery;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.parley.realtime.session.Session;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Which sockets have or will have the acknowledgement of a message, and so are passed over when it
/// is delivered, by whichever way it comes first. A message's id, which clients choose, counts
/// within its conversation.
@Component
class Origins {

  private static final Duration KEPT = Duration.ofMinutes(1);
  private static final int MAX_KEPT = 10_000;

  /// Of a message to a recipient, until the answer names the conversation.
  private static final String NOT_KNOWN_YET = "";

  private record Key(String conversationId, String messageId) {}

  private final ConcurrentHashMap<Key, Origin> waiting = new ConcurrentHashMap<>();

  /// Of messages that may be delivered after their acknowledgement: to conversations that their
  /// senders do not listen to yet, having been let in or having made them just now; and of those
  /// that had been stored before, and may not have been published until now.
  private final Cache<Key, Origin> acknowledged =
      Caffeine.newBuilder().maximumSize(MAX_KEPT).expireAfterWrite(KEPT).build();

  /// @param conversationId empty where the answer is to tell
  void expect(String conversationId, String messageId, Session session) {
    waiting.merge(
        new Key(conversationId, messageId),
        new Origin(session, null),
        (known, one) -> new Origin(one.session(), known));
  }

  /// The acknowledgement has left, or will not come.
  ///
  /// @param conversationId as it was expected
  void forget(String conversationId, String messageId, Session session) {
    waiting.computeIfPresent(
        new Key(conversationId, messageId), (_, known) -> Origin.without(known, session));
  }

  void keep(String conversationId, String messageId, Origin origin) {
    acknowledged
        .asMap()
        .merge(new Key(conversationId, messageId), origin, (known, one) -> Origin.with(known, one));
  }

  @Nullable Origin of(String conversationId, String messageId) {
    Key key = new Key(conversationId, messageId);
    Origin all = Origin.with(waiting.get(key), acknowledged.getIfPresent(key));
    return Origin.with(all, waiting.get(new Key(NOT_KNOWN_YET, messageId)));
  }

  int waiting() {
    return waiting.size();
  }
}
