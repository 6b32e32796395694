package dev.parley.common.testing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;

class TokensTests {

  @Test
  void makesWhatAnotherLibraryReads() {
    Jwt token =
        decoder(Tokens.SECRET)
            .decode(Tokens.user("alice").name("Alice \"A\"").roles("admin").jti("t1").encode());

    assertThat(token.getSubject()).isEqualTo("alice");
    assertThat(token.getClaimAsString("name")).isEqualTo("Alice \"A\"");
    assertThat(token.getClaimAsStringList("roles")).isEqualTo(List.of("admin"));
    assertThat(token.getId()).isEqualTo("t1");
    assertThat(token.getExpiresAt()).isAfter(token.getIssuedAt());
  }

  @Test
  void signsInternalTokensWithTheOtherSecret() {
    Jwt token = decoder(Tokens.INTERNAL_SECRET).decode(Tokens.internal("gateway"));

    assertThat(token.getSubject()).isEqualTo("gateway");
    assertThat(token.getClaimAsString("iss")).isEqualTo("parley");
  }

  @Test
  void makesBadOnesToo() {
    JwtDecoder decoder = decoder(Tokens.SECRET);
    assertThatThrownBy(() ->
            decoder.decode(
                Tokens.user("eve").signedWith("another-secret-that-is-long-enough").encode()))
        .isInstanceOf(BadJwtException.class);
    assertThatThrownBy(() -> decoder.decode(Tokens.user("eve").algorithm("none").encode()))
        .isInstanceOf(BadJwtException.class);
  }

  private static JwtDecoder decoder(String secret) {
    SecretKey key = new SecretKeySpec(secret.getBytes(UTF_8), "HmacSHA256");
    return NimbusJwtDecoder.withSecretKey(key).build();
  }
}
