package dev.parley.gateway.fallback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.gateway.request.CutOffException;
import io.netty.channel.embedded.EmbeddedChannel;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.HttpCookie;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.reactive.AbstractServerHttpRequest;
import org.springframework.http.server.reactive.SslInfo;
import org.springframework.mock.http.server.reactive.MockServerHttpResponse;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;
import org.springframework.web.server.WebHandler;
import org.springframework.web.server.adapter.HttpWebHandlerAdapter;
import org.springframework.web.server.handler.ExceptionHandlingWebHandler;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.Connection;

@ExtendWith(OutputCaptureExtension.class)
class ProblemHandlerTests {

  private static final IOException RESET = new IOException("Connection is no more");

  private final EmbeddedChannel client = new EmbeddedChannel();
  private final MockServerHttpResponse response = new MockServerHttpResponse();

  @Test
  void aClientThatWentAwayIsNoFailureOfOurs(CapturedOutput log) {
    fail(exchange -> {
      client.close();
      return Mono.error(RESET);
    });

    assertThat(response.getStatusCode()).isEqualTo(HttpStatus.BAD_REQUEST);
    assertThat(log).doesNotContain("ERROR").doesNotContain("WARN");
  }

  @Test
  void norIsOneThatWentAwayInMidAnswer(CapturedOutput log) {
    fail(exchange -> {
      client.close();
      return exchange.getResponse().setComplete().then(Mono.error(RESET));
    });

    assertThat(log).doesNotContain("ERROR").doesNotContain("WARN");
  }

  @Test
  void anAnswerThatBreaksOffBeforeItsClientIs(CapturedOutput log) {
    assertThatThrownBy(
            () -> fail(exchange -> exchange.getResponse().setComplete().then(Mono.error(RESET))))
        .hasCause(RESET);

    assertThat(log).contains("ERROR").contains(RESET.getMessage());
  }

  @Test
  void aServiceThatCannotBeReachedIs(CapturedOutput log) {
    fail(exchange -> Mono.error(new ConnectException("refused")));

    assertThat(response.getStatusCode()).isEqualTo(HttpStatus.SERVICE_UNAVAILABLE);
    assertThat(log).contains("Service unreachable").contains("path=\"/api/v1/media\"");
  }

  /// As a request that comes in, with the filters' view of what fails.
  private void fail(WebHandler failing) {
    WebHandler filtered =
        exchange ->
            failing
                .handle(exchange)
                .onErrorMap(failure -> CutOffException.orElse(failure, exchange));
    var handler = new ExceptionHandlingWebHandler(filtered, List.of(new ProblemHandler()));
    new HttpWebHandlerAdapter(handler)
        .handle(new Upload(Connection.from(client)), response)
        .block();
  }

  /// A request that came over a connection.
  private static final class Upload extends AbstractServerHttpRequest {

    private final Connection connection;

    Upload(Connection connection) {
      super(HttpMethod.POST, URI.create("/api/v1/media"), null, new HttpHeaders());
      this.connection = connection;
    }

    @Override
    @SuppressWarnings("unchecked")
    public <T> T getNativeRequest() {
      return (T) connection;
    }

    @Override
    protected MultiValueMap<String, HttpCookie> initCookies() {
      return new LinkedMultiValueMap<>();
    }

    @Override
    protected @Nullable SslInfo initSslInfo() {
      return null;
    }

    @Override
    public Flux<DataBuffer> getBody() {
      return Flux.empty();
    }
  }
}
