package dev.parley.gateway.route;

import io.netty.channel.ChannelOption;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.cloud.gateway.config.HttpClientProperties;
import org.springframework.cloud.gateway.filter.NettyRoutingFilter;
import org.springframework.cloud.gateway.filter.headers.HttpHeadersFilter;
import org.springframework.cloud.gateway.route.Route;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;
import reactor.netty.resources.LoopResources;

/// Passes a request on by the client that its route asks for. The time that a service has runs from
/// the end of the request, so that a long upload is not cut off.
@Component
final class BackendFilter extends NettyRoutingFilter {

  /// A route's metadata: a fresh connection for each request.
  static final String UNPOOLED = "unpooled";

  /// A route's metadata: a [Duration], how long the service may think.
  static final String PATIENCE = "patience";

  private static final int MAX_HEADER_BYTES = 32 * 1024;

  private final HttpClient pooled;
  private final HttpClient unpooled;

  BackendFilter(
      HttpClient http,
      ObjectProvider<List<HttpHeadersFilter>> headers,
      HttpClientProperties properties,
      LoopResources loops) {
    super(http, headers, properties);
    this.pooled = http;
    this.unpooled =
        HttpClient.create(ConnectionProvider.newConnection())
            .runOn(loops)
            .option(
                ChannelOption.CONNECT_TIMEOUT_MILLIS,
                Objects.requireNonNull(properties.getConnectTimeout()))
            .httpResponseDecoder(spec -> spec.maxHeaderSize(MAX_HEADER_BYTES));
  }

  /// Before the one it extends, which then has nothing left to do.
  @Override
  public int getOrder() {
    return ORDER - 1;
  }

  @Override
  protected HttpClient getHttpClient(Route route, ServerWebExchange exchange) {
    HttpClient client = route.getMetadata().containsKey(UNPOOLED) ? unpooled : pooled;
    return route.getMetadata().get(PATIENCE) instanceof Duration patience
        ? client.responseTimeout(patience)
        : client;
  }
}
