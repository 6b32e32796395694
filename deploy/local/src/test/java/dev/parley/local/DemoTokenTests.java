package dev.parley.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Base64;
import org.junit.jupiter.api.Test;

class DemoTokenTests {

  /// The signature was computed with `openssl dgst -sha256 -hmac`.
  @Test
  void isAJwtSignedWithHs256() {
    String token =
        DemoToken.of(
            "alice", "Alice", "0123456789abcdef0123456789abcdef", Instant.ofEpochSecond(1_000));
    String[] parts = token.split("\\.", -1);

    assertThat(new String(Base64.getUrlDecoder().decode(parts[1]), UTF_8))
        .isEqualTo("{\"sub\":\"alice\",\"name\":\"Alice\",\"iat\":1000,\"exp\":605800}");
    assertThat(parts[2]).isEqualTo("LagCYbPCC5fzu5DAWeIPe2VxypbWEJpn1ek23wdJSC8");
  }
}
