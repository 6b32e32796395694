package dev.parley.gateway.route;

import static org.springframework.cloud.gateway.support.ServerWebExchangeUtils.GATEWAY_ALREADY_ROUTED_ATTR;
import static org.springframework.cloud.gateway.support.ServerWebExchangeUtils.GATEWAY_REQUEST_URL_ATTR;

import java.net.ConnectException;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/// One request at one instance after another, as long as no connection can be made: nothing of the
/// request has left by then.
///
/// @param destination what an instance is
/// @param unreachable is told of each instance that no connection could be made to
record Attempts<T>(
    ServerWebExchange exchange,
    GatewayFilterChain chain,
    Function<T, Destination> destination,
    Consumer<T> unreachable) {

  /// @param instances at least one
  Mono<Void> at(List<T> instances) {
    return next(instances.iterator());
  }

  private Mono<Void> next(Iterator<T> instances) {
    T instance = instances.next();
    Destination to = destination.apply(instance);
    to.noteIn(exchange);
    exchange.getAttributes().put(GATEWAY_REQUEST_URL_ATTR, Targets.of(to.baseUrl(), exchange));
    exchange.getAttributes().remove(GATEWAY_ALREADY_ROUTED_ATTR);
    return chain
        .filter(exchange)
        .onErrorResume(
            ConnectException.class,
            away -> {
              unreachable.accept(instance);
              return instances.hasNext() ? next(instances) : Mono.error(away);
            });
  }
}
