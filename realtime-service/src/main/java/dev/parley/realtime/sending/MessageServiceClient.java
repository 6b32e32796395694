package dev.parley.realtime.sending;

import dev.parley.common.problem.UnavailableException;
import dev.parley.common.security.InternalTokens;
import dev.parley.common.web.ServiceUrls;
import dev.parley.realtime.ServicesProperties;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import jakarta.annotation.PreDestroy;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.util.List;
import java.util.Set;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.HttpStatus;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/// Carries a batch of sends or edits to message-service. It blocks, on a lane's own thread: on one
/// kept-open connection that is the cheapest round trip there is.
@Component
class MessageServiceClient {

  private static final Logger log = LoggerFactory.getLogger(MessageServiceClient.class);
  private static final String NAME = "message-service";
  private static final Set<Integer> REJECTIONS =
      Set.of(
          HttpStatus.SC_BAD_REQUEST,
          HttpStatus.SC_REQUEST_TOO_LONG,
          HttpStatus.SC_UNPROCESSABLE_CONTENT);
  private static final Timeout CONNECT_TIMEOUT = Timeout.ofSeconds(1);
  private static final TimeValue CHECK_IDLE_AFTER = TimeValue.ofSeconds(5);
  private static final int MAX_ANSWER = 64 * 1024 * 1024;

  private final CloseableHttpClient http;
  private final ServiceUrls service;
  private final InternalTokens tokens;
  private final CircuitBreaker breaker;

  MessageServiceClient(
      ServicesProperties services,
      SendingProperties properties,
      InternalTokens tokens,
      CircuitBreakerRegistry breakers) {
    this.service = services.message();
    this.tokens = tokens;
    this.breaker = breakers.circuitBreaker(NAME);
    var connections =
        PoolingHttpClientConnectionManagerBuilder.create()
            .setMaxConnTotal(properties.lanes() * service.all().size())
            .setMaxConnPerRoute(properties.lanes())
            .setDefaultConnectionConfig(
                ConnectionConfig.custom()
                    .setConnectTimeout(CONNECT_TIMEOUT)
                    .setValidateAfterInactivity(CHECK_IDLE_AFTER)
                    .build())
            .build();
    this.http =
        HttpClients.custom()
            .setConnectionManager(connections)
            .setDefaultRequestConfig(
                RequestConfig.custom().setResponseTimeout(Timeout.of(properties.timeout())).build())
            .disableAutomaticRetries()
            .disableCookieManagement()
            .disableContentCompression()
            .build();
  }

  /// @param path `/internal/sends` or `/internal/edits`
  /// @param body `{"items": […]}`
  /// @param count of the items
  /// @return an answer for each, in their order
  /// @throws UnavailableException when there was no answer; the sends may be stored all the same
  /// @throws RejectedBatchException when nothing was stored, and never will be of this batch
  List<SendAnswer> ask(String path, byte[] body, int count) throws RejectedBatchException {
    Answered answered;
    try {
      answered = breaker.executeCallable(() -> postInTurn(path, body, count));
    } catch (Exception e) {
      log.atDebug().setCause(e).log("A batch of sends has no answer");
      throw new UnavailableException(NAME);
    }
    if (answered.status() != HttpStatus.SC_OK) {
      throw new RejectedBatchException(answered.status());
    }
    return answered.sends();
  }

  private record Answered(int status, List<SendAnswer> sends) {}

  /// To another instance only where no connection could be made: else the sends may be stored.
  private Answered postInTurn(String path, byte[] body, int count) throws IOException {
    IOException failure = new ConnectException("no instance of message-service");
    for (URI instance : service.inTurn()) {
      try {
        return post(instance + path, body, count);
      } catch (ConnectException | ConnectTimeoutException e) {
        service.unreachable(instance);
        failure = e;
      }
    }
    throw failure;
  }

  private Answered post(String url, byte[] body, int count) throws IOException {
    HttpPost request = new HttpPost(url);
    request.setHeader(HttpHeaders.AUTHORIZATION, "Bearer " + tokens.token());
    request.setEntity(new ByteArrayEntity(body, ContentType.APPLICATION_JSON));
    return http.execute(
        request,
        response -> {
          byte[] answer = EntityUtils.toByteArray(response.getEntity(), MAX_ANSWER);
          int status = response.getCode();
          if (REJECTIONS.contains(status)) {
            return new Answered(status, List.of());
          }
          List<SendAnswer> sends =
              status == HttpStatus.SC_OK ? SendAnswer.readAll(answer) : List.of();
          if (sends.size() != count) {
            throw new IOException("message-service answered " + status);
          }
          return new Answered(status, sends);
        });
  }

  @PreDestroy
  void close() throws IOException {
    http.close();
  }
}
