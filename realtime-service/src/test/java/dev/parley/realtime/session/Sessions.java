package dev.parley.realtime.session;

import dev.parley.common.id.UserId;
import dev.parley.common.security.Caller;
import dev.parley.realtime.testing.FakeConnection;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Instant;
import java.util.Set;

/// Sessions for tests without sockets.
public final class Sessions {

  private Sessions() {}

  public static SessionRegistry registry() {
    return new SessionRegistry(new SimpleMeterRegistry());
  }

  public static Session enter(SessionRegistry registry, String user) {
    return registry.enter(new FakeConnection(), caller(user));
  }

  public static Session of(String user) {
    return enter(registry(), user);
  }

  private static Caller caller(String user) {
    return new Caller(new UserId(user), null, null, Set.of(), null, null, null, Instant.MAX);
  }
}
