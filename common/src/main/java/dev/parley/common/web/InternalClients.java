package dev.parley.common.web;

import dev.parley.common.json.Json;
import dev.parley.common.problem.Problem;
import dev.parley.common.problem.RelayedProblemException;
import dev.parley.common.problem.UnavailableException;
import dev.parley.common.security.InternalTokens;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.github.resilience4j.retry.RetryRegistry;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpRequest;
import org.springframework.http.MediaType;
import org.springframework.http.client.ClientHttpRequestExecution;
import org.springframework.http.client.ClientHttpResponse;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.http.client.support.HttpRequestWrapper;
import org.springframework.http.converter.json.JacksonJsonHttpMessageConverter;
import org.springframework.web.client.RestClient;

/// Makes the clients by which one service calls another: JSON, the service's own token, the trace
/// carried on, problem documents turned back into refusals, each call guarded, and to the next
/// instance in turn. Where no connection can be made, the call goes to another; where one breaks,
/// it does not: the other side may have acted. After an answer that did not come in time, the next
/// calls go elsewhere first.
public final class InternalClients {

  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(1);
  private static final int SERVER_ERROR = 500;

  private final InternalTokens tokens;
  private final CircuitBreakerRegistry breakers;
  private final RetryRegistry retries;
  private final HttpClient http;

  public InternalClients(
      InternalTokens tokens, CircuitBreakerRegistry breakers, RetryRegistry retries) {
    this.tokens = tokens;
    this.breakers = breakers;
    this.retries = retries;
    // HTTP/1.1: the JDK's HTTP/2 client would try to upgrade each connection, and no service offers
    // it.
    this.http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT_TIMEOUT)
            .build();
  }

  /// A refusal by the other side (4xx) is thrown as [RelayedProblemException]; a failure (5xx) as
  /// [UnavailableException].
  ///
  /// @param name as in [GuardedClient]
  /// @param timeout for a whole answer
  public GuardedClient to(String name, ServiceUrls service, Duration timeout) {
    return new GuardedClient(name, client(service, timeout), breakers, retries);
  }

  private RestClient client(ServiceUrls service, Duration timeout) {
    JdkClientHttpRequestFactory factory = new JdkClientHttpRequestFactory(http);
    factory.setReadTimeout(timeout);
    return RestClient.builder()
        .baseUrl(service.all().getFirst())
        .requestFactory(factory)
        .configureMessageConverters(converters ->
            converters
                .registerDefaults()
                .withJsonConverter(new JacksonJsonHttpMessageConverter(Json.mapper())))
        .requestInterceptor(this::identify)
        .requestInterceptor((request, body, execution) -> spread(service, request, body, execution))
        .defaultStatusHandler(
            status -> status.isError(), (request, response) -> raise(service, response))
        .build();
  }

  private ClientHttpResponse identify(
      HttpRequest request, byte[] body, ClientHttpRequestExecution execution) throws IOException {
    request.getHeaders().setBearerAuth(tokens.token());
    @Nullable String trace = Traces.current();
    if (trace != null) {
      request.getHeaders().set(Traces.HEADER, trace);
    }
    return execution.execute(request, body);
  }

  private static ClientHttpResponse spread(
      ServiceUrls service, HttpRequest request, byte[] body, ClientHttpRequestExecution execution)
      throws IOException {
    URI first = service.all().getFirst();
    String path = request.getURI().toString().substring(first.toString().length());
    IOException failure = new ConnectException("no instance of " + service);
    for (URI instance : service.inTurn()) {
      try {
        return execution.execute(new Redirected(request, URI.create(instance + path)), body);
      } catch (ConnectException | HttpConnectTimeoutException e) {
        service.unreachable(instance);
        failure = e;
      } catch (HttpTimeoutException e) {
        service.unreachable(instance);
        throw e;
      }
    }
    throw failure;
  }

  private static final class Redirected extends HttpRequestWrapper {

    private final URI target;

    Redirected(HttpRequest request, URI target) {
      super(request);
      this.target = target;
    }

    @Override
    public URI getURI() {
      return target;
    }
  }

  private static void raise(ServiceUrls service, ClientHttpResponse response) throws IOException {
    MediaType type = response.getHeaders().getContentType();
    boolean refusal = response.getStatusCode().value() < SERVER_ERROR;
    if (refusal && MediaType.APPLICATION_PROBLEM_JSON.equalsTypeAndSubtype(type)) {
      Problem problem = Json.mapper().readValue(response.getBody().readAllBytes(), Problem.class);
      @Nullable String retryAfter = response.getHeaders().getFirst(HttpHeaders.RETRY_AFTER);
      throw new RelayedProblemException(
          problem, retryAfter == null ? null : Duration.ofSeconds(Long.parseLong(retryAfter)));
    }
    throw new UnavailableException(
        service.toString(), new IOException("answered " + response.getStatusCode().value()));
  }
}
