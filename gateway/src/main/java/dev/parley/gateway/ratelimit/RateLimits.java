package dev.parley.gateway.ratelimit;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import dev.parley.gateway.ratelimit.RateLimitProperties.Rate;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One token bucket for each client and budget. A bucket that nobody has used for as long as it
/// takes to fill is a full one, and is dropped.
public final class RateLimits {

  /// Bounds memory when addresses are many: some 20 MB a budget.
  private static final int MAX_CLIENTS = 100_000;

  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final boolean enabled;
  private final Map<Budget, LoadingCache<String, Bucket>> buckets = new EnumMap<>(Budget.class);
  private final MeterRegistry registry;

  public RateLimits(RateLimitProperties properties, TimeMeter time, MeterRegistry registry) {
    this.enabled = properties.enabled();
    this.registry = registry;
    buckets.put(Budget.READS, bucketsOf(properties.reads(), time));
    buckets.put(Budget.WRITES, bucketsOf(properties.writes(), time));
    buckets.put(Budget.UPLOADS, bucketsOf(properties.uploads(), time));
    buckets.put(Budget.HANDSHAKES, bucketsOf(properties.handshakes(), time));
    buckets.put(Budget.STRANGERS, bucketsOf(properties.strangers(), time));
  }

  /// Takes one from a client's budget.
  ///
  /// @return null, or how long to wait where the budget is spent
  public @Nullable Duration take(Budget budget, String client) {
    LoadingCache<String, Bucket> ofBudget = buckets.get(budget);
    if (!enabled || ofBudget == null) {
      return null;
    }
    var probe = ofBudget.get(client).tryConsumeAndReturnRemaining(1);
    if (probe.isConsumed()) {
      return null;
    }
    registry
        .counter("parley.gateway.rate.limited", "budget", budget.name().toLowerCase(Locale.ROOT))
        .increment();
    return Duration.ofNanos(probe.getNanosToWaitForRefill());
  }

  private static LoadingCache<String, Bucket> bucketsOf(Rate rate, TimeMeter time) {
    Duration untilFull = MINUTE.multipliedBy(rate.burst()).dividedBy(rate.perMinute());
    return Caffeine.newBuilder()
        .maximumSize(MAX_CLIENTS)
        .expireAfterAccess(untilFull.plus(MINUTE))
        .build(_ -> bucket(rate, time));
  }

  private static Bucket bucket(Rate rate, TimeMeter time) {
    return Bucket.builder()
        .addLimit(limit -> limit.capacity(rate.burst()).refillGreedy(rate.perMinute(), MINUTE))
        .withCustomTimePrecision(time)
        .build();
  }
}
