package dev.parley.common.security;

import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpRequest;
import org.springframework.http.client.ClientHttpRequestExecution;
import org.springframework.http.client.ClientHttpRequestInterceptor;
import org.springframework.http.client.ClientHttpResponse;
import org.springframework.http.client.SimpleClientHttpRequestFactory;
import org.springframework.web.client.RestOperations;
import org.springframework.web.client.RestTemplate;

/// Fetches the issuer's keys, and seldom. A token that names an unknown key may be signed by one
/// that is new, so the keys are fetched again; but anyone can make up such tokens, and must not
/// keep the issuer busy, nor those waiting whose keys are known.
final class KeyFetches implements ClientHttpRequestInterceptor {

  /// Keys that are so young are not fetched again. An issuer that changes its keys tells of the new
  /// one before it is used.
  static final Duration PAUSE = Duration.ofSeconds(10);

  /// An issuer that has not answered is left alone for so long.
  static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(1);

  private static final int CONNECT_MILLIS = 2_000;
  private static final int READ_MILLIS = 5_000;

  private record Fetch(Instant at, boolean good) {}

  /// What was fetched a moment ago has no other keys than those.
  private static final class TooSoonException extends IOException {
    TooSoonException() {
      super("The keys have just been fetched");
    }
  }

  private final Clock clock;
  private final Map<URI, Fetch> fetches = new ConcurrentHashMap<>();

  private KeyFetches(Clock clock) {
    this.clock = clock;
  }

  static RestOperations by(Clock clock) {
    SimpleClientHttpRequestFactory connections = new SimpleClientHttpRequestFactory();
    connections.setConnectTimeout(CONNECT_MILLIS);
    connections.setReadTimeout(READ_MILLIS);
    RestTemplate rest = new RestTemplate(connections);
    rest.getInterceptors().add(new KeyFetches(clock));
    return rest;
  }

  /// Whether the keys are known and the wanted one is not among them.
  static boolean isKeyUnknown(@Nullable Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof TooSoonException) {
        return true;
      }
    }
    return false;
  }

  @Override
  public ClientHttpResponse intercept(
      HttpRequest request, byte[] body, ClientHttpRequestExecution execution) throws IOException {
    Instant now = clock.instant();
    Fetch last = fetches.get(request.getURI());
    if (last != null && last.good() && now.isBefore(last.at().plus(PAUSE))) {
      throw new TooSoonException();
    }
    if (last != null && !last.good() && now.isBefore(last.at().plus(PAUSE_AFTER_FAILURE))) {
      throw new IOException("The issuer has just failed to answer");
    }
    boolean good = false;
    try {
      ClientHttpResponse response = execution.execute(request, body);
      good = response.getStatusCode().is2xxSuccessful();
      return response;
    } finally {
      fetches.put(request.getURI(), new Fetch(clock.instant(), good));
    }
  }
}
