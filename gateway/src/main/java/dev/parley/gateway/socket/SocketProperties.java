package dev.parley.gateway.socket;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// How many tunnels there may be, and how long one is kept whose other end takes nothing.
///
/// @param max open at once on this gateway; beyond, an upgrade is `unavailable`
/// @param stalledAfter how long an end may take nothing of what waits for it, also when the other
///   end has closed
@ConfigurationProperties("parley.gateway.sockets")
public record SocketProperties(
    @DefaultValue("50000") int max, @DefaultValue("30s") Duration stalledAfter) {

  public SocketProperties {
    if (max < 1) {
      throw new IllegalArgumentException("parley.gateway.sockets.max is 1 or more");
    }
  }
}
