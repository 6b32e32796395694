package dev.parley.gateway.request;

import dev.parley.gateway.FilterOrder;
import dev.parley.gateway.route.TimeoutProperties;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.core.Ordered;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferFactory;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpRequestDecorator;
import org.springframework.stereotype.Component;
import org.springframework.util.unit.DataSize;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Refuses bodies that are too large or too slow, also those that do not say how large they are: a
/// small body is then taken whole before anything is passed on, and one that may be large is
/// counted as it flows.
@Component
final class BodyFilter implements WebFilter, Ordered {

  private static final String SOCKET = "/socket.io";
  private static final String UPLOAD = "/api/v1/media";
  private static final String CONVERSATIONS = "/api/v1/conversations";
  private static final String PARTICIPANTS = "/participants";

  private final LimitProperties limits;
  private final Duration patience;
  private final AtomicLong gathered = new AtomicLong();

  BodyFilter(LimitProperties limits, TimeoutProperties timeouts, MeterRegistry registry) {
    this.limits = limits;
    this.patience = timeouts.body();
    registry.gauge("parley.gateway.bodies.bytes", gathered);
  }

  @Override
  public int getOrder() {
    return FilterOrder.BODY;
  }

  @Override
  public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
    return bounded(exchange, chain)
        .onErrorMap(failure -> CutOffException.orElse(failure, exchange));
  }

  private Mono<Void> bounded(ServerWebExchange exchange, WebFilterChain chain) {
    ServerHttpRequest request = exchange.getRequest();
    HttpHeaders headers = request.getHeaders();
    boolean mayBeLarge = isUpload(request) || namesParticipants(request);
    DataSize limit = limitOf(request);
    if (headers.getContentLength() > limit.toBytes()) {
      return Mono.error(new TooLargeException(limit.toBytes()));
    }
    if (headers.containsHeader(HttpHeaders.TRANSFER_ENCODING)) {
      return mayBeLarge
          ? chain.filter(exchange.mutate().request(new Counted(request, limit)).build())
          : taken(exchange, chain, limit);
    }
    return headers.getContentLength() > 0
        ? chain.filter(exchange.mutate().request(new InTime(request)).build())
        : chain.filter(exchange);
  }

  private DataSize limitOf(ServerHttpRequest request) {
    if (isUpload(request)) {
      return limits.upload();
    }
    if (namesParticipants(request)) {
      return limits.participants();
    }
    return isPolling(request) ? limits.polling() : limits.json();
  }

  private static boolean isUpload(ServerHttpRequest request) {
    return HttpMethod.POST.equals(request.getMethod()) && request.getPath().value().equals(UPLOAD);
  }

  private static boolean namesParticipants(ServerHttpRequest request) {
    String path = request.getPath().value();
    return HttpMethod.POST.equals(request.getMethod())
        && (path.equals(CONVERSATIONS)
            || (path.startsWith(CONVERSATIONS + "/") && path.endsWith(PARTICIPANTS)));
  }

  private static boolean isPolling(ServerHttpRequest request) {
    return request.getPath().value().startsWith(SOCKET);
  }

  private Mono<Void> taken(ServerWebExchange exchange, WebFilterChain chain, DataSize limit) {
    ServerHttpRequest request = exchange.getRequest();
    DataBufferFactory buffers = exchange.getResponse().bufferFactory();
    return Mono.using(
        () -> new Gathering(limit.toBytes(), limits.gathered().toBytes(), gathered),
        gathering ->
            inTime(request, request.getBody())
                .doOnNext(gathering::add)
                .then(Mono.fromSupplier(() -> new Whole(request, gathering.whole(), buffers)))
                .flatMap(whole -> chain.filter(exchange.mutate().request(whole).build())));
  }

  /// Whoever sends a body slowly keeps a connection of the service that waits for it. An upload may
  /// take long, but not pause for long.
  private Flux<DataBuffer> inTime(ServerHttpRequest request, Flux<DataBuffer> body) {
    Mono<DataBuffer> late = Mono.error(() -> new SlowBodyException(patience));
    Flux<DataBuffer> inTime =
        isUpload(request)
            ? body.timeout(patience, late)
            : body.takeUntilOther(Mono.delay(patience).then(late));
    // A piece may come just as the time is over.
    return inTime.doOnDiscard(DataBuffer.class, DataBufferUtils::release);
  }

  /// A body that has arrived. It may be asked for by nobody: many answers need no look at it.
  private static final class Whole extends ServerHttpRequestDecorator {

    private final byte[] body;
    private final DataBufferFactory buffers;
    private final HttpHeaders headers;

    Whole(ServerHttpRequest request, byte[] body, DataBufferFactory buffers) {
      super(request);
      this.body = body;
      this.buffers = buffers;
      this.headers = new HttpHeaders();
      headers.putAll(request.getHeaders());
      headers.remove(HttpHeaders.TRANSFER_ENCODING);
      headers.setContentLength(body.length);
    }

    @Override
    public HttpHeaders getHeaders() {
      return headers;
    }

    @Override
    public Flux<DataBuffer> getBody() {
      return Mono.fromSupplier(() -> buffers.wrap(body)).flux();
    }
  }

  /// A body that is cut off where it takes too long.
  private class InTime extends ServerHttpRequestDecorator {

    InTime(ServerHttpRequest request) {
      super(request);
    }

    @Override
    public Flux<DataBuffer> getBody() {
      return inTime(getDelegate(), super.getBody());
    }
  }

  /// A body that is cut off where it grows too large, too.
  private final class Counted extends InTime {

    private final DataSize limit;

    Counted(ServerHttpRequest request, DataSize limit) {
      super(request);
      this.limit = limit;
    }

    @Override
    public Flux<DataBuffer> getBody() {
      AtomicLong bytes = new AtomicLong();
      return super.getBody()
          .handle((buffer, sink) -> {
            if (bytes.addAndGet(buffer.readableByteCount()) > limit.toBytes()) {
              DataBufferUtils.release(buffer);
              sink.error(new TooLargeException(limit.toBytes()));
            } else {
              sink.next(buffer);
            }
          });
    }
  }
}
