package dev.parley.gateway.security;

import dev.parley.common.web.Traces;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.web.cors.CorsConfiguration;

/// The web pages that may use the suite: those from its own host, and those that are configured.
public final class Origins {

  private static final Duration PREFLIGHT_KEPT = Duration.ofHours(1);

  private final CorsConfiguration configuration = new CorsConfiguration();

  /// @param allowed origins, or patterns such as `https://*.example.com`
  public Origins(List<String> allowed) {
    configuration.setAllowedOriginPatterns(allowed);
    configuration.setAllowedMethods(List.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"));
    configuration.setAllowedHeaders(
        List.of(HttpHeaders.AUTHORIZATION, HttpHeaders.CONTENT_TYPE, "traceparent"));
    configuration.setExposedHeaders(
        List.of(
            HttpHeaders.RETRY_AFTER,
            HttpHeaders.LOCATION,
            HttpHeaders.WWW_AUTHENTICATE,
            Traces.ID_HEADER));
    configuration.setMaxAge(PREFLIGHT_KEPT);
  }

  CorsConfiguration configuration() {
    return configuration;
  }

  /// Whether a page of this origin may use the suite. What sends no origin is not a page.
  ///
  /// @param host the request's own `Host`
  public boolean admits(@Nullable String origin, @Nullable String host) {
    return origin == null || isSame(origin, host) || configuration.checkOrigin(origin) != null;
  }

  /// The scheme is left out of the comparison: a proxy that ends TLS makes `http` of `https`.
  static boolean isSame(String origin, @Nullable String host) {
    try {
      return host != null && host.equalsIgnoreCase(URI.create(origin).getAuthority());
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
