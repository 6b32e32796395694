package dev.parley.realtime.sending;

import dev.parley.common.problem.UnavailableException;
import dev.parley.common.security.InternalTokens;
import dev.parley.realtime.ServicesProperties;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import jakarta.annotation.PreDestroy;
import java.io.IOException;
import java.util.List;
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
import org.springframework.stereotype.Component;

/// Carries a batch of sends to message-service. It blocks, on a lane's own thread: on one kept-open
/// connection that is the cheapest round trip there is.
@Component
class MessageServiceClient {

  private static final String NAME = "message-service";
  private static final Timeout CONNECT_TIMEOUT = Timeout.ofSeconds(1);
  private static final TimeValue CHECK_IDLE_AFTER = TimeValue.ofSeconds(5);
  private static final int MAX_ANSWER = 64 * 1024 * 1024;

  private final CloseableHttpClient http;
  private final String url;
  private final InternalTokens tokens;
  private final CircuitBreaker breaker;

  MessageServiceClient(
      ServicesProperties services,
      SendingProperties properties,
      InternalTokens tokens,
      CircuitBreakerRegistry breakers) {
    this.url = services.message().resolve("/internal/sends").toString();
    this.tokens = tokens;
    this.breaker = breakers.circuitBreaker(NAME);
    var connections =
        PoolingHttpClientConnectionManagerBuilder.create()
            .setMaxConnTotal(properties.lanes())
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

  /// @param body `{"items": […]}`
  /// @throws UnavailableException when there was no answer; the sends may be stored all the same
  List<SendAnswer> send(byte[] body) {
    try {
      return breaker.executeCallable(() -> post(body));
    } catch (Exception e) {
      throw new UnavailableException(NAME);
    }
  }

  private List<SendAnswer> post(byte[] body) throws IOException {
    HttpPost request = new HttpPost(url);
    request.setHeader(HttpHeaders.AUTHORIZATION, "Bearer " + tokens.token());
    request.setEntity(new ByteArrayEntity(body, ContentType.APPLICATION_JSON));
    return http.execute(
        request,
        response -> {
          byte[] answer = EntityUtils.toByteArray(response.getEntity(), MAX_ANSWER);
          if (response.getCode() != HttpStatus.SC_OK) {
            throw new IOException("message-service answered " + response.getCode());
          }
          return SendAnswer.readAll(answer);
        });
  }

  @PreDestroy
  void close() throws IOException {
    http.close();
  }
}
