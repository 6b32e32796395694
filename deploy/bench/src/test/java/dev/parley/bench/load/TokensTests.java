package dev.parley.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class TokensTests {

  /// The expected token was made, and verified, by another implementation (jsonwebtoken 9).
  @Test
  void signsAsOthersDo() {
    Clock clock = Clock.fixed(Instant.ofEpochSecond(1_800_000_000), ZoneOffset.UTC);

    assertThat(new Tokens("0123456789abcdef0123456789abcdef", clock).of("abc-u1"))
        .isEqualTo(
            "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9."
                + "eyJzdWIiOiJhYmMtdTEiLCJuYW1lIjoiYWJjLXUxIiwiaWF0IjoxODAwMDAwMDAwLCJleHAiOjE4MDAwMDcyMDB9."
                + "2Dy3WKoEytahMm3Cey063YMEo36kVW8nGaHfO6j0MTQ");
  }
}
