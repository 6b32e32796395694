package dev.parley.gateway.request;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.gateway.testing.Backends;
import dev.parley.gateway.testing.FakeService.Request;
import dev.parley.gateway.testing.GatewayTest;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PassedOnIT extends GatewayTest {

  @Test
  void whatAClientMayNotSayIsTakenOut() {
    send(
        as("alice", "/api/v1/unread")
            .header("X-Forwarded-For", "1.2.3.4")
            .header("X-Forwarded-Host", "evil.example")
            .header("X-Forwarded-Proto", "gopher")
            .header("X-Forwarded-Prefix", "/x")
            .header("Forwarded", "for=1.2.3.4")
            .header("X-Real-IP", "1.2.3.4")
            .header("X-HTTP-Method-Override", "DELETE")
            .header("X-Original-URL", "/internal/access")
            .header("Cookie", "io=chosen")
            .header("TE", "trailers")
            .header("X-Mine", "kept"));

    Request request = Backends.CONVERSATION.lastRequest();
    assertThat(request.headers().getAll("X-Forwarded-For")).containsExactly("127.0.0.1");
    assertThat(request.headers().get("X-Forwarded-Host")).isEqualTo("127.0.0.1:" + port());
    assertThat(request.headers().get("X-Forwarded-Proto")).isEqualTo("http");
    assertThat(request.headers().names().stream().map(n -> n.toLowerCase(java.util.Locale.ROOT)))
        .doesNotContain(
            "forwarded",
            "x-forwarded-prefix",
            "x-real-ip",
            "x-http-method-override",
            "x-original-url",
            "cookie",
            "te")
        .contains("x-mine", "authorization");
  }

  @Test
  void aTraceIsContinuedOrBegun() {
    String trace = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
    send(as("alice", "/api/v1/unread").header("traceparent", trace));
    assertThat(Backends.CONVERSATION.lastRequest().headers().get("traceparent")).isEqualTo(trace);

    send(as("alice", "/api/v1/unread"));
    assertThat(Backends.CONVERSATION.lastRequest().headers().get("traceparent"))
        .matches("00-[0-9a-f]{32}-[0-9a-f]{16}-01");

    send(as("alice", "/api/v1/unread").header("traceparent", "nonsense"));
    assertThat(Backends.CONVERSATION.lastRequest().headers().get("traceparent"))
        .matches("00-[0-9a-f]{32}-[0-9a-f]{16}-01");
  }

  /// By which whoever reports a failure names it, and the logs know it.
  @Test
  void everyAnswerOfTheApiSaysItsTrace() {
    String id = "0af7651916cd43dd8448eb211c80319c";
    String trace = "00-" + id + "-b7ad6b7169203331-01";
    HttpResponse<String> answer = send(as("alice", "/api/v1/unread").header("traceparent", trace));
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().allValues("Trace-Id")).containsExactly(id);

    HttpResponse<String> begun = send(as("alice", "/api/v1/unread"));
    assertThat(begun.headers().firstValue("Trace-Id"))
        .contains(Backends.CONVERSATION.lastRequest().headers().get("traceparent").split("-")[1]);

    HttpResponse<String> refusal = send(anonymous("/api/v1/unread").header("traceparent", trace));
    assertThat(problem(refusal)).isEqualTo("unauthenticated");
    assertThat(refusal.headers().allValues("Trace-Id")).containsExactly(id);

    for (String other : List.of("/", "/socket.io/?EIO=4&transport=polling")) {
      assertThat(send(anonymous(other)).headers().firstValue("Trace-Id")).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/v1/media/%2e%2e/%2e%2e/%2e%2e/internal/media",
        "/api/v1/media/x/%2E%2e/y",
        "/api/v1/media/%2e",
        "/api/v1/media;x=1/y",
        "/api/v1/media/a%00b",
        "/socket.io;x/?EIO=4"
      })
  void ambiguousPathsAreRefused(String path) {
    HttpResponse<String> response = send(as("alice", path));

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(problem(response)).isEqualTo("validation_failed");
    assertThat(Backends.reached()).isZero();
  }

  @Test
  void dotsInsideASegmentAreFine() {
    assertThat(send(as("alice", "/api/v1/users/a..b%2C%3B.c/profile")).statusCode()).isEqualTo(200);
    assertThat(Backends.CONVERSATION.lastRequest().uri())
        .isEqualTo("/api/v1/users/a..b%2C%3B.c/profile");
  }

  @Test
  void answersAreNotKeptOrGuessedAt() {
    HttpResponse<String> response = send(as("alice", "/api/v1/unread"));

    assertThat(response.headers().firstValue("Cache-Control")).contains("no-store");
    assertThat(response.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
    assertThat(response.headers().firstValue("Server")).isEmpty();
  }
}
