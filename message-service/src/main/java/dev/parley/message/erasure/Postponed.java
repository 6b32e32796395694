package dev.parley.message.erasure;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/// What has failed here by itself, and is tried again later: each time twice as much later.
final class Postponed {

  private static final Duration FIRST = Duration.ofSeconds(1);
  private static final Duration LONGEST = Duration.ofMinutes(5);

  private record Pause(Instant until, Duration length) {

    Pause next(Instant now) {
      Duration twice = length.multipliedBy(2);
      Duration longer = twice.compareTo(LONGEST) > 0 ? LONGEST : twice;
      return new Pause(now.plus(longer), longer);
    }
  }

  private final Map<UUID, Pause> pauses = new ConcurrentHashMap<>();

  void add(UUID id, Instant now) {
    pauses.merge(id, new Pause(now.plus(FIRST), FIRST), (before, _) -> before.next(now));
  }

  void remove(UUID id) {
    pauses.remove(id);
  }

  /// Those whose time has not come.
  UUID[] at(Instant now) {
    return pauses.entrySet().stream()
        .filter(each -> each.getValue().until().isAfter(now))
        .map(Map.Entry::getKey)
        .toArray(UUID[]::new);
  }
}
