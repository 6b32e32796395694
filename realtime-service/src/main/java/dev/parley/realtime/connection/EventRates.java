package dev.parley.realtime.connection;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.parley.common.id.UserId;
import dev.parley.realtime.session.RateLimitedException;
import io.github.resilience4j.ratelimiter.RateLimiter;
import io.github.resilience4j.ratelimiter.RateLimiterConfig;
import java.time.Duration;
import org.springframework.stereotype.Component;

/// How much one user's sockets may ask for.
@Component
class EventRates {

  private static final Duration PERIOD = Duration.ofSeconds(1);

  /// What a CONNECT counts for: its token is checked, and its user's conversations are fetched.
  private static final int CONNECT = 5;

  private static final Duration KEPT = Duration.ofMinutes(1);

  private final boolean enabled;
  private final RateLimiterConfig config;
  private final Cache<UserId, RateLimiter> limiters =
      Caffeine.newBuilder().expireAfterAccess(KEPT).build();

  EventRates(RateLimitProperties properties) {
    this.enabled = properties.enabled();
    this.config =
        RateLimiterConfig.custom()
            .limitRefreshPeriod(PERIOD)
            .limitForPeriod(properties.eventsPerSecond())
            .timeoutDuration(Duration.ZERO)
            .build();
  }

  /// @throws RateLimitedException `rate_limited`
  void take(UserId user) {
    take(user, 1);
  }

  /// For a CONNECT. A client may send them one after the other over one WebSocket.
  ///
  /// @throws RateLimitedException `rate_limited`
  void takeConnect(UserId user) {
    take(user, Math.min(CONNECT, config.getLimitForPeriod()));
  }

  private void take(UserId user, int events) {
    if (enabled
        && !limiters
            .get(user, id -> RateLimiter.of(id.value(), config))
            .acquirePermission(events)) {
      throw new RateLimitedException(PERIOD);
    }
  }
}
