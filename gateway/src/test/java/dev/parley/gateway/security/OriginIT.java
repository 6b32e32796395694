package dev.parley.gateway.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.gateway.testing.Backends;
import dev.parley.gateway.testing.FakeService.Answer;
import dev.parley.gateway.testing.GatewayTest;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.test.context.TestPropertySource;

@TestPropertySource(
    properties =
        "parley.gateway.cors.allowed-origins=https://app.example,https://*.trusted.example")
class OriginIT extends GatewayTest {

  private HttpResponse<String> preflight(String origin, String path) {
    return send(
        anonymous(path)
            .method("OPTIONS", HttpRequest.BodyPublishers.noBody())
            .header("Origin", origin)
            .header("Access-Control-Request-Method", "PATCH")
            .header("Access-Control-Request-Headers", "authorization,content-type"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"https://app.example", "https://a.trusted.example"})
  void letsConfiguredPagesIn(String origin) {
    HttpResponse<String> preflight = preflight(origin, "/api/v1/conversations/x");
    assertThat(preflight.statusCode()).isEqualTo(200);
    assertThat(preflight.headers().firstValue("Access-Control-Allow-Origin")).contains(origin);
    assertThat(preflight.headers().firstValue("Access-Control-Allow-Methods").orElse(""))
        .contains("PATCH");
    assertThat(preflight.headers().firstValue("Access-Control-Allow-Headers").orElse(""))
        .contains("authorization");

    HttpResponse<String> answer = send(as("alice", "/api/v1/unread").header("Origin", origin));
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().allValues("Access-Control-Allow-Origin")).containsExactly(origin);
    assertThat(answer.headers().firstValue("Access-Control-Allow-Credentials")).isEmpty();
    assertShowsItsTrace(answer);

    HttpResponse<String> poll =
        send(anonymous("/socket.io/?EIO=4&transport=polling").header("Origin", origin));
    assertThat(poll.headers().allValues("Access-Control-Allow-Origin")).containsExactly(origin);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://evil.example",
        "http://app.example",
        "https://app.example.evil.example",
        "https://trusted.example.evil",
        "null",
        "nonsense"
      })
  void refusesPagesFromElsewhere(String origin) {
    assertThat(problem(preflight(origin, "/api/v1/conversations"))).isEqualTo("forbidden");
    assertThat(problem(send(as("alice", "/api/v1/unread").header("Origin", origin))))
        .isEqualTo("forbidden");
    assertThat(problem(send(anonymous("/socket.io/?EIO=4").header("Origin", origin))))
        .isEqualTo("forbidden");
    assertThat(Backends.reached()).isZero();
  }

  @Test
  void itsOwnPagesAlwaysMay() {
    String own = "http://127.0.0.1:" + port();
    HttpResponse<String> response = send(as("alice", "/api/v1/unread").header("Origin", own));

    assertThat(response.statusCode()).isEqualTo(200);
    // Behind a proxy that ends TLS.
    assertThat(
            send(as("alice", "/api/v1/unread").header("Origin", own.replace("http:", "https:")))
                .statusCode())
        .isEqualTo(200);
  }

  @Test
  void errorsCanBeReadAcrossOriginsToo() {
    HttpResponse<String> response =
        send(anonymous("/api/v1/unread").header("Origin", "https://app.example"));

    assertThat(problem(response)).isEqualTo("unauthenticated");
    assertThat(response.headers().allValues("Access-Control-Allow-Origin"))
        .containsExactly("https://app.example");
    assertShowsItsTrace(response);
  }

  private static void assertShowsItsTrace(HttpResponse<String> response) {
    assertThat(response.headers().firstValue("Trace-Id").orElse("none")).matches("[0-9a-f]{32}");
    assertThat(response.headers().firstValue("Access-Control-Expose-Headers").orElse("none"))
        .contains("Trace-Id");
  }

  @Test
  void whatAServiceSaysAboutOriginsDoesNotCount() {
    Backends.NODE_A.answers(
        _ -> Answer.of(200, "text/plain", "ok").with("Access-Control-Allow-Origin", "*"));
    Backends.NODE_B.answers(
        _ -> Answer.of(200, "text/plain", "ok").with("Access-Control-Allow-Origin", "*"));

    HttpResponse<String> response = send(anonymous("/socket.io/?EIO=4"));
    assertThat(response.body()).isEqualTo("ok");
    assertThat(response.headers().firstValue("Access-Control-Allow-Origin")).isEmpty();
    assertThat(response.headers().firstValue("Server")).isEmpty();
  }
}
