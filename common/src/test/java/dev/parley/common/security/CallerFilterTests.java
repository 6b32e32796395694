package dev.parley.common.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.common.json.Json;
import dev.parley.common.testing.Tokens;
import java.time.Clock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

class CallerFilterTests {

  private final CallerFilter filter =
      new CallerFilter(
          new TokenVerifier(
              new SecurityProperties.Jwt(Tokens.SECRET, null, null),
              new Revocations(Duration.ofDays(1), Clock.systemUTC()),
              Clock.systemUTC()),
          new InternalTokens("here", Tokens.INTERNAL_SECRET, Clock.systemUTC()));

  private record Outcome(MockHttpServletResponse response, @Nullable Object caller, boolean in) {}

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/v1/conversations",
        "/",
        "/internals",
        "/internalx/sends",
        "/api/internal",
        "/actuators",
        "/v3",
        "/v3/api-docsx",
        "/api/actuator/health",
        "/x;/actuator"
      })
  void everythingElseTakesAUsersToken(String path) throws Exception {
    Outcome user = call(path, Tokens.bearer("anna"));
    assertThat(user.in()).isTrue();
    assertThat(user.caller())
        .isInstanceOfSatisfying(
            Caller.class, caller -> assertThat(caller.id().value()).isEqualTo("anna"));
    assertThat(call(path, "bearer " + Tokens.of("anna")).in()).isTrue();
    assertRefused(call(path, null));
    assertRefused(call(path, Tokens.of("anna")));
    assertRefused(call(path, "Bearer " + Tokens.internal("realtime-service")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/internal",
        "/internal/",
        "/internal/sends",
        "/%69nternal/sends",
        "/%69%6e%74%65%72%6e%61%6C/sends",
        "/internal;x=1/sends",
        "/internal;/sends",
        "//internal/sends",
        "/internal/../api",
      })
  void whatIsForServicesTakesTheirTokenOnlyHoweverItIsWritten(String path) throws Exception {
    assertThat(call(path, "Bearer " + Tokens.internal("realtime-service")).in()).isTrue();
    assertRefused(call(path, Tokens.bearer("anna")));
    assertRefused(call(path, null));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/actuator", "/actuator/health/readiness", "/v3/api-docs", "/v3/api-docs/x"})
  void healthAndTheDocumentAreOpen(String path) throws Exception {
    Outcome outcome = call(path, null);
    assertThat(outcome.in()).isTrue();
    assertThat(outcome.caller()).isNull();
  }

  private Outcome call(String path, @Nullable String authorization) throws Exception {
    MockHttpServletRequest request = new MockHttpServletRequest("GET", path);
    if (authorization != null) {
      request.addHeader("Authorization", authorization);
    }
    MockHttpServletResponse response = new MockHttpServletResponse();
    MockFilterChain chain = new MockFilterChain();
    filter.doFilter(request, response, chain);
    return new Outcome(
        response, request.getAttribute(CallerFilter.CALLER), chain.getRequest() != null);
  }

  private static void assertRefused(Outcome outcome) throws Exception {
    assertThat(outcome.in()).isFalse();
    assertThat(outcome.response().getStatus()).isEqualTo(401);
    assertThat(outcome.response().getContentType()).isEqualTo("application/problem+json");
    assertThat(outcome.response().getHeader("WWW-Authenticate")).isEqualTo("Bearer");
    assertThat(
            Json.mapper()
                .readTree(outcome.response().getContentAsByteArray())
                .path("code")
                .asString())
        .isEqualTo("unauthenticated");
  }
}
