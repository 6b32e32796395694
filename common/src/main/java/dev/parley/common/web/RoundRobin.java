package dev.parley.common.web;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;

/// Instances that can do the same work: calls go round, past those that could not be reached, or
/// did not answer in time, a moment ago.
public final class RoundRobin<T> {

  private final List<T> all;
  private final long avoidedNanos;
  private final LongSupplier nanos;
  private final AtomicInteger turn = new AtomicInteger();
  private final Map<T, Long> avoidedSince = new ConcurrentHashMap<>();

  /// @param avoidedFor how long calls go elsewhere first after an instance could not be reached or
  ///   did not answer in time
  /// @param nanos the time, nanoseconds since whenever
  public RoundRobin(List<T> all, Duration avoidedFor, LongSupplier nanos) {
    this.all = List.copyOf(all);
    this.avoidedNanos = avoidedFor.toNanos();
    this.nanos = nanos;
  }

  /// In the order they were given.
  public List<T> all() {
    return all;
  }

  /// All of them, in the order in which to try them for one call.
  public List<T> inTurn() {
    if (all.size() < 2) {
      return all;
    }
    int first = Math.floorMod(turn.getAndIncrement(), all.size());
    List<T> reachable = new ArrayList<>(all.size());
    List<T> avoided = new ArrayList<>();
    for (int i = 0; i < all.size(); i++) {
      T instance = all.get((first + i) % all.size());
      (isAvoided(instance) ? avoided : reachable).add(instance);
    }
    reachable.addAll(avoided);
    return reachable;
  }

  /// No connection to it could be made, or it did not answer in time.
  public void unreachable(T instance) {
    avoidedSince.put(instance, nanos.getAsLong());
  }

  private boolean isAvoided(T instance) {
    Long since = avoidedSince.get(instance);
    return since != null && nanos.getAsLong() - since < avoidedNanos;
  }
}
