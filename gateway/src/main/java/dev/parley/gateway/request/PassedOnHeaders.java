package dev.parley.gateway.request;

import dev.parley.gateway.security.ClientAddresses;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/// What of a request's headers reaches a service. Nothing that a client could use to seem another,
/// no cookie (no service has one), and what the gateway itself knows.
public final class PassedOnHeaders {

  private static final Set<String> STRIPPED =
      Set.of(
          "cookie",
          "forwarded",
          "origin",
          "proxy",
          "x-real-ip",
          "x-original-url",
          "x-rewrite-url",
          "x-http-method-override");
  private static final String FORWARDED_PREFIX = "x-forwarded-";

  private final ClientAddresses addresses;

  public PassedOnHeaders(ClientAddresses addresses) {
    this.addresses = addresses;
  }

  public static boolean isStripped(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return STRIPPED.contains(lower) || lower.startsWith(FORWARDED_PREFIX);
  }

  /// What the gateway adds: the client's address, and the scheme and host that it used.
  ///
  /// @param came the headers of the request
  public HttpHeaders added(HttpHeaders came, @Nullable InetSocketAddress peer, String scheme) {
    boolean proxied = addresses.isTrusted(peer);
    HttpHeaders added = new HttpHeaders();
    List<String> forwardedFor = came.getOrEmpty("X-Forwarded-For");
    added.set("X-Forwarded-For", addresses.of(peer, forwardedFor));
    added.set("X-Forwarded-Proto", proxied ? first(came, "X-Forwarded-Proto", scheme) : scheme);
    @Nullable String host = came.getFirst(HttpHeaders.HOST);
    @Nullable String forwardedHost = proxied ? came.getFirst("X-Forwarded-Host") : null;
    if (forwardedHost != null || host != null) {
      added.set("X-Forwarded-Host", forwardedHost != null ? forwardedHost : host);
    }
    return added;
  }

  private static String first(HttpHeaders headers, String name, String otherwise) {
    @Nullable String value = headers.getFirst(name);
    return value == null ? otherwise : value;
  }
}
