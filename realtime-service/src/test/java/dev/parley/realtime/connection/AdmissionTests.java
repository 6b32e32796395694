package dev.parley.realtime.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.mockito.Mockito.mock;

import dev.parley.common.security.Revocations;
import dev.parley.common.security.SecurityProperties;
import dev.parley.common.security.TokenVerifier;
import dev.parley.common.testing.MutableClock;
import dev.parley.common.testing.Tokens;
import dev.parley.realtime.socketio.ConnectRequest;
import dev.parley.realtime.testing.FakeConnection;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class AdmissionTests {

  private final MutableClock clock = MutableClock.at(Instant.EPOCH);
  private final Revocations revocations = new Revocations(Duration.ofHours(1), clock);

  /// After a CONNECT_ERROR the official clients never come back by themselves.
  @Test
  void refusesNobodyBecauseTheIssuerIsAway() {
    var keysAway = new SecurityProperties.Jwt(null, null, "http://127.0.0.1:1/keys");
    Admission admission =
        new Admission(
            new TokenVerifier(keysAway, revocations, clock), revocations, mock(Arrivals.class));
    FakeConnection connection = new FakeConnection();
    String token = Tokens.user("ann").algorithm("RS256").encode();

    admission.begin(
        connection, new ConnectRequest("/", null, "Bearer " + token, "127.0.0.1", null, null));

    await().until(connection::isClosed);
    assertThat(connection.refusals()).isEmpty();
  }
}
