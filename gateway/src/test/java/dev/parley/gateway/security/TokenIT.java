package dev.parley.gateway.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.common.id.UserId;
import dev.parley.common.security.Revocations;
import dev.parley.common.testing.Tokens;
import dev.parley.gateway.testing.Backends;
import dev.parley.gateway.testing.GatewayTest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

class TokenIT extends GatewayTest {

  static Stream<String> badCredentials() {
    return Stream.of(
        "Bearer " + Tokens.user("alice").signedWith("not the platform's secret, but long").encode(),
        "Bearer " + Tokens.user("alice").algorithm("none").encode(),
        "Bearer " + Tokens.user("alice").algorithm("HS512").encode(),
        "Bearer " + Tokens.user("alice").expiresAt(Instant.EPOCH.plusSeconds(1)).encode(),
        "Bearer " + Tokens.user("alice").claim("exp", null).encode(),
        "Bearer " + Tokens.user("alice").claim("sub", null).encode(),
        "Bearer " + Tokens.internal("message-service"),
        "Bearer " + Tokens.of("alice") + "x",
        "Bearer",
        "Bearer ",
        "Bearer a.b.c",
        "Basic YWxpY2U6c2VjcmV0",
        Tokens.of("alice"));
  }

  @Autowired private Revocations revocations;

  @Test
  void refusesATokenThatHasBeenRevoked() {
    String token = Tokens.user("mallory").jti("stolen").encode();
    revocations.revokeToken(new UserId("mallory"), "stolen", Instant.EPOCH);

    HttpResponse<String> response =
        send(anonymous("/api/v1/unread").header("Authorization", "Bearer " + token));

    assertThat(response.statusCode()).isEqualTo(401);
    assertThat(problem(response)).isEqualTo("unauthenticated");
    assertThat(Backends.reached()).isZero();
    assertThat(send(as("mallory", "/api/v1/unread")).statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @MethodSource("badCredentials")
  void refusesWhatIsNoValidToken(String credentials) {
    HttpResponse<String> response =
        send(anonymous("/api/v1/conversations").header("Authorization", credentials));

    assertThat(response.statusCode()).isEqualTo(401);
    assertThat(problem(response)).isEqualTo("unauthenticated");
    assertThat(response.headers().firstValue("WWW-Authenticate")).contains("Bearer");
    assertThat(Backends.reached()).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/v1/unread",
        "/api/v1/nothing",
        "/api",
        "/%61pi/v1/unread",
        "/api/v1/unre%61d"
      })
  void asksForATokenBeforeItSaysWhatThereIs(String path) {
    HttpResponse<String> response = send(anonymous(path));

    assertThat(response.statusCode()).isEqualTo(401);
    assertThat(problem(response)).isEqualTo("unauthenticated");
    assertThat(Backends.reached()).isZero();
  }

  @Test
  void takesTheSchemeInAnyCase() {
    HttpResponse<String> response =
        send(anonymous("/api/v1/unread").header("Authorization", "bearer " + Tokens.of("alice")));

    assertThat(response.statusCode()).isEqualTo(200);
  }

  @Test
  void aTokenInTheQueryIsNone() {
    assertThat(send(anonymous("/api/v1/unread?access_token=" + Tokens.of("alice"))).statusCode())
        .isEqualTo(401);
  }
}
