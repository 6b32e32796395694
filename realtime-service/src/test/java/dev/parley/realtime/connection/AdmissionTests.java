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
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class AdmissionTests {

  private final MutableClock clock = MutableClock.at(Clock.systemUTC().instant());
  private final Revocations revocations = new Revocations(Duration.ofHours(1), clock);

  /// After a CONNECT_ERROR the official clients never come back by themselves.
  @Test
  void refusesNobodyBecauseTheIssuerIsAway() {
    var keysAway = new SecurityProperties.Jwt(null, null, "http://127.0.0.1:1/keys");
    Admission admission =
        new Admission(
            new TokenVerifier(keysAway, revocations, clock),
            revocations,
            new EventRates(new RateLimitProperties(true, 100)),
            mock(Arrivals.class));
    FakeConnection connection = new FakeConnection();
    String token = Tokens.user("ann").algorithm("RS256").encode();

    admission.begin(connection, request(token));

    await().until(connection::isClosed);
    assertThat(connection.refusals()).isEmpty();
  }

  /// One WebSocket may carry one CONNECT after the other.
  @Test
  void letsAUserConnectNoMoreOftenThanTheRatesSay() {
    var secret = new SecurityProperties.Jwt(Tokens.SECRET, null, null);
    Admission admission =
        new Admission(
            new TokenVerifier(secret, revocations, clock),
            revocations,
            new EventRates(new RateLimitProperties(true, 10)),
            mock(Arrivals.class));
    String token = Tokens.of("ann");
    List<FakeConnection> connections = Stream.generate(FakeConnection::new).limit(100).toList();

    connections.forEach(connection -> admission.begin(connection, request(token)));

    await().until(() -> connections.stream().filter(FakeConnection::isClosed).count() > 50);
    assertThat(connections).allMatch(connection -> connection.refusals().isEmpty());
  }

  private static ConnectRequest request(String token) {
    return new ConnectRequest(
        "/", null, "Bearer " + token, InetSocketAddress.createUnresolved("h", 1), null, null);
  }
}
