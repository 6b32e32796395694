package dev.parley.gateway.fallback;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.gateway.request.CutOffException;
import java.net.ConnectException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.http.HttpStatus;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.web.server.MockServerWebExchange;

@ExtendWith(OutputCaptureExtension.class)
class ProblemHandlerTests {

  private final MockServerWebExchange exchange =
      MockServerWebExchange.from(MockServerHttpRequest.post("/api/v1/media"));

  @Test
  void aClientThatWentAwayIsNoFailureOfOurs(CapturedOutput log) {
    handle(new CutOffException());

    assertThat(exchange.getResponse().getStatusCode()).isEqualTo(HttpStatus.BAD_REQUEST);
    assertThat(log).doesNotContain("ERROR").doesNotContain("WARN");
  }

  @Test
  void aServiceThatCannotBeReachedIs(CapturedOutput log) {
    handle(new ConnectException("refused"));

    assertThat(exchange.getResponse().getStatusCode()).isEqualTo(HttpStatus.SERVICE_UNAVAILABLE);
    assertThat(log).contains("Service unreachable").contains("path=\"/api/v1/media\"");
  }

  private void handle(Throwable failure) {
    new ProblemHandler().handle(exchange, failure).block();
  }
}
