package dev.parley.gateway.route;

import java.net.URI;
import org.springframework.web.server.ServerWebExchange;

/// Where a request goes on one of several instances.
final class Targets {

  private Targets() {}

  static URI of(URI baseUrl, ServerWebExchange exchange) {
    URI request = exchange.getRequest().getURI();
    String query = request.getRawQuery() == null ? "" : "?" + request.getRawQuery();
    return URI.create(stripSlash(baseUrl) + request.getRawPath() + query);
  }

  private static String stripSlash(URI url) {
    String text = url.toString();
    return text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
  }
}
