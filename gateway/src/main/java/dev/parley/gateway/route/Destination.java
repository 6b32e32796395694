package dev.parley.gateway.route;

import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.web.server.ServerWebExchange;

/// Where a request is sent, or was last tried.
///
/// @param service the service's name
/// @param node which of its instances: a realtime node's id, else host and port
public record Destination(String service, String node, URI baseUrl) {

  private static final String ATTRIBUTE = Destination.class.getName();

  static Destination of(String service, URI instance) {
    return new Destination(service, instance.getAuthority(), instance);
  }

  /// @return null where the request has not come so far
  public static @Nullable Destination of(ServerWebExchange exchange) {
    return exchange.getAttribute(ATTRIBUTE);
  }

  void noteIn(ServerWebExchange exchange) {
    exchange.getAttributes().put(ATTRIBUTE, this);
  }
}
