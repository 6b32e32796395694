package dev.parley.gateway.request;

import dev.parley.common.web.Traces;
import dev.parley.gateway.security.ClientAddresses;
import java.util.Locale;
import java.util.Set;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.reactor.netty.NettyServerCustomizer;
import org.springframework.cloud.gateway.filter.headers.HttpHeadersFilter;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.io.ClassPathResource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerResponse;
import org.springframework.web.server.ServerWebExchange;
import reactor.netty.NettyPipeline;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({LimitProperties.class, PageProperties.class})
class RequestConfiguration {

  @Bean
  PassedOnHeaders passedOnHeaders(ClientAddresses addresses) {
    return new PassedOnHeaders(addresses);
  }

  @Bean
  HttpHeadersFilter requestHeaders(PassedOnHeaders passedOn) {
    return new RequestHeaders(passedOn);
  }

  @Bean
  HttpHeadersFilter responseHeaders() {
    return new ResponseHeaders();
  }

  /// Spring Boot shows the page at `/` to GET alone.
  @Bean
  RouterFunction<ServerResponse> headOfThePage() {
    ClassPathResource page = new ClassPathResource("static/index.html");
    return RouterFunctions.route()
        .HEAD("/", _ -> ServerResponse.ok().contentType(MediaType.TEXT_HTML).bodyValue(page))
        .build();
  }

  @Bean
  NettyServerCustomizer brokenRequests() {
    BrokenRequestHandler handler = new BrokenRequestHandler();
    return server ->
        server.doOnChannelInit((_, channel, _) ->
            channel
                .pipeline()
                .addAfter(NettyPipeline.HttpCodec, BrokenRequestHandler.NAME, handler));
  }

  private record RequestHeaders(PassedOnHeaders passedOn) implements HttpHeadersFilter, Ordered {

    @Override
    public int getOrder() {
      return Ordered.LOWEST_PRECEDENCE;
    }

    @Override
    public HttpHeaders filter(HttpHeaders headers, ServerWebExchange exchange) {
      HttpHeaders filtered = new HttpHeaders();
      headers.forEach((name, values) -> {
        if (!PassedOnHeaders.isStripped(name)) {
          filtered.put(name, values);
        }
      });
      ServerHttpRequest request = exchange.getRequest();
      filtered.putAll(
          passedOn.added(
              request.getHeaders(), request.getRemoteAddress(), request.getURI().getScheme()));
      filtered.set(Traces.HEADER, RequestTrace.of(exchange));
      return filtered;
    }
  }

  /// Cross-origin answers are the gateway's own, and nobody needs to know what a service runs on.
  private static final class ResponseHeaders implements HttpHeadersFilter, Ordered {

    private static final String CROSS_ORIGIN = "access-control-";
    private static final Set<String> STRIPPED = Set.of("server", "x-powered-by", "set-cookie");

    @Override
    public int getOrder() {
      return Ordered.LOWEST_PRECEDENCE;
    }

    @Override
    public boolean supports(Type type) {
      return type == Type.RESPONSE;
    }

    @Override
    public HttpHeaders filter(HttpHeaders headers, ServerWebExchange exchange) {
      HttpHeaders filtered = new HttpHeaders();
      headers.forEach((name, values) -> {
        String lower = name.toLowerCase(Locale.ROOT);
        if (!lower.startsWith(CROSS_ORIGIN) && !STRIPPED.contains(lower)) {
          filtered.put(name, values);
        }
      });
      return filtered;
    }
  }
}
