package dev.parley.gateway.fallback;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.common.testing.Tokens;
import dev.parley.gateway.testing.Backends;
import dev.parley.gateway.testing.FakeService.Answer;
import dev.parley.gateway.testing.GatewayTest;
import dev.parley.gateway.testing.RawNode;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.test.context.TestPropertySource;

@TestPropertySource(
    properties = {
      "parley.gateway.circuit-breaker.window=10",
      "parley.gateway.circuit-breaker.minimum-calls=10",
      "parley.gateway.circuit-breaker.open-for=1s",
      "parley.gateway.circuit-breaker.trial-calls=2",
      "parley.gateway.timeouts.answer=400ms",
      "parley.gateway.rate-limits.enabled=false"
    })
class BreakerIT extends GatewayTest {

  private HttpResponse<String> call() {
    return send(as("alice", "/api/v1/unread"));
  }

  /// Whatever a test did, the next one finds the breaker closed.
  @AfterEach
  void recover() {
    Backends.reset();
    Awaitility.await().until(() -> call().statusCode() == 200);
    for (int i = 0; i < 12; i++) {
      call();
    }
  }

  private void assertUnavailable(HttpResponse<String> response) {
    assertThat(response.statusCode()).isEqualTo(503);
    assertThat(problem(response)).isEqualTo("unavailable");
    assertThat(response.headers().firstValue("Retry-After")).isPresent();
  }

  @Test
  void aServiceThatFailsIsLeftAloneAndTriedAgain() {
    String failure = "{\"status\":500,\"code\":\"internal\",\"trace_id\":\"abc\"}";
    Backends.CONVERSATION.answers(_ -> Answer.of(500, "application/problem+json", failure));
    for (int i = 0; i < 5; i++) {
      // The service's own words, not the gateway's.
      assertThat(call().body()).isEqualTo(failure);
    }
    int reached = Backends.CONVERSATION.requests().size();
    for (int i = 0; i < 5; i++) {
      assertUnavailable(call());
    }
    assertThat(Backends.CONVERSATION.requests()).hasSize(reached);
    assertThat(send(as("alice", "/api/v1/search?q=x")).statusCode()).isEqualTo(200);

    Backends.CONVERSATION.answers(_ -> Answer.json(200, "{}"));
    Awaitility.await().atMost(Duration.ofSeconds(5)).until(() -> call().statusCode() == 200);
  }

  @Test
  void refusalsAreNoFailures() {
    Backends.CONVERSATION.answers(_ -> Answer.of(404, "application/problem+json", "{}"));
    for (int i = 0; i < 30; i++) {
      assertThat(call().statusCode()).isEqualTo(404);
    }
    assertThat(Backends.CONVERSATION.requests()).hasSize(30);
  }

  @Test
  void clientsThatGoAwayAreNoFailures() throws IOException {
    int before = Backends.CONVERSATION.ended();
    for (int i = 1; i <= 30; i++) {
      int reached = before + i;
      try (Socket client = new Socket("127.0.0.1", port())) {
        RawNode.write(
            client,
            "PUT /api/v1/users/me/profile HTTP/1.1\r\nHost: h\r\nAuthorization: %s\r\n"
                    .formatted(Tokens.bearer("mallory"))
                + "Content-Length: 5000\r\n\r\n{");
        Awaitility.await().until(() -> Backends.CONVERSATION.begun() >= reached);
      }
      Awaitility.await().until(() -> Backends.CONVERSATION.ended() >= reached);
    }

    assertThat(call().statusCode()).isEqualTo(200);
  }

  @Test
  void aServiceThatIsAwayIsUnavailable() {
    Backends.CONVERSATION.stop();
    for (int i = 0; i < 12; i++) {
      assertUnavailable(call());
    }
  }

  @Test
  void aServiceThatDoesNotAnswerInTimeIsNotWaitedFor() {
    Backends.CONVERSATION.answers(_ -> Answer.json(200, "{}").after(Duration.ofSeconds(3)));
    HttpResponse<String> response = call();

    assertThat(response.statusCode()).isEqualTo(504);
    assertThat(problem(response)).isEqualTo("unavailable");
    assertThat(response.headers().firstValue("Retry-After")).isPresent();
  }
}
