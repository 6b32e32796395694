package dev.parley.gateway.request;

import dev.parley.gateway.FilterOrder;
import java.util.Locale;
import org.springframework.core.Ordered;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/// Refuses paths that another server could read as another path than the gateway does.
@Component
final class PathFilter implements WebFilter, Ordered {

  @Override
  public int getOrder() {
    return FilterOrder.PATH;
  }

  @Override
  public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
    return isAmbiguous(exchange.getRequest().getURI().getRawPath())
        ? Mono.error(new MalformedRequestException("The path is not in its plain form"))
        : chain.filter(exchange);
  }

  static boolean isAmbiguous(String rawPath) {
    if (rawPath.indexOf(';') >= 0 || rawPath.indexOf('\\') >= 0) {
      return true;
    }
    String path = rawPath.toLowerCase(Locale.ROOT);
    if (path.contains("%00")) {
      return true;
    }
    for (String segment : path.replace("%2e", ".").split("/", -1)) {
      if (segment.equals(".") || segment.equals("..")) {
        return true;
      }
    }
    return false;
  }
}
