package dev.parley.common.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.parley.common.testing.MutableClock;
import dev.parley.common.testing.Tokens;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.Test;

class InternalTokensTests {

  private static final Instant NOW = Clock.systemUTC().instant().truncatedTo(ChronoUnit.SECONDS);

  private final MutableClock clock = MutableClock.at(NOW);
  private final InternalTokens caller =
      new InternalTokens("realtime-service", Tokens.INTERNAL_SECRET, clock);
  private final InternalTokens called =
      new InternalTokens("message-service", Tokens.INTERNAL_SECRET, clock);

  @Test
  void servicesKnowEachOther() {
    assertThat(called.verify(caller.token())).isEqualTo("realtime-service");
    assertThat(caller.verify(called.token())).isEqualTo("message-service");
    assertThat(called.verify(caller.token())).isEqualTo("realtime-service");
  }

  @Test
  void aTokenIsKeptWhileItIsGoodAndRenewedInTime() {
    String first = caller.token();
    clock.advance(Duration.ofMinutes(4).minusSeconds(1));
    assertThat(caller.token()).isEqualTo(first);
    clock.advance(Duration.ofSeconds(1));
    String second = caller.token();
    assertThat(second).isNotEqualTo(first);
    clock.advance(Duration.ofMinutes(1));
    assertRefused(first);
    assertThat(called.verify(second)).isEqualTo("realtime-service");
  }

  @Test
  void aTokenThatWasTakenOnceEndsAllTheSame() {
    String token = caller.token();
    called.verify(token);
    clock.advance(Duration.ofMinutes(5).minusMillis(1));
    assertThat(called.verify(token)).isEqualTo("realtime-service");
    clock.advance(Duration.ofMillis(1));
    assertRefused(token);
  }

  @Test
  void usersAreNoServices() {
    called.verify(caller.token());
    assertRefused(Tokens.of("anna"));
    assertRefused(Tokens.user("anna").claim("iss", "parley").encode());
    assertRefused(Tokens.user("realtime-service").signedWith(Tokens.INTERNAL_SECRET).encode());
    assertRefused(
        Tokens.user("realtime-service")
            .claim("iss", "parley")
            .signedWith(Tokens.INTERNAL_SECRET)
            .algorithm("none")
            .encode());
    assertRefused(
        Tokens.user("x")
            .claim("iss", "parley")
            .claim("sub", null)
            .signedWith(Tokens.INTERNAL_SECRET)
            .encode());
    assertRefused(
        Tokens.user("x")
            .claim("iss", "parley")
            .claim("exp", null)
            .signedWith(Tokens.INTERNAL_SECRET)
            .encode());
    assertRefused("");
    assertRefused("x.y.z");
  }

  private void assertRefused(String token) {
    assertThatExceptionOfType(InvalidTokenException.class)
        .as(token)
        .isThrownBy(() -> called.verify(token));
  }
}
