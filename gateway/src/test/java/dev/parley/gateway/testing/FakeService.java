package dev.parley.gateway.testing;

import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.netty.ByteBufFlux;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerRequest;

/// A service behind the gateway: remembers what reached it, and answers as it is told.
public final class FakeService implements AutoCloseable {

  /// What reached the service.
  public record Request(String method, String uri, HttpHeaders headers, long bodyBytes) {}

  /// What it answers.
  public record Answer(int status, Map<String, String> headers, String body, Duration after) {

    public static Answer json(int status, String body) {
      return of(status, "application/json", body);
    }

    public static Answer of(int status, String contentType, String body) {
      return new Answer(status, Map.of("Content-Type", contentType), body, Duration.ZERO);
    }

    public Answer after(Duration delay) {
      return new Answer(status, headers, body, delay);
    }

    public Answer with(String header, String value) {
      Map<String, String> more = new HashMap<>(headers);
      more.put(header, value);
      return new Answer(status, more, body, after);
    }
  }

  private final String name;
  private final List<Request> requests = new CopyOnWriteArrayList<>();
  private final AtomicInteger begun = new AtomicInteger();
  private final AtomicInteger ended = new AtomicInteger();
  private final ChannelGroup connections = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
  private final int port;
  private volatile Function<Request, Answer> behaviour;
  private volatile @Nullable DisposableServer server;

  public FakeService(String name) {
    this.name = name;
    this.behaviour = this::sayName;
    DisposableServer started = listen(0);
    this.server = started;
    this.port = started.port();
  }

  /// Requests whose heads have arrived, ever.
  public int begun() {
    return begun.get();
  }

  /// Requests whose bodies have ended, well or not.
  public int ended() {
    return ended.get();
  }

  private Answer sayName(Request request) {
    return Answer.json(200, "{\"service\":\"%s\"}".formatted(name));
  }

  private ByteBufFlux incoming(HttpServerRequest request) {
    begun.incrementAndGet();
    return ByteBufFlux.fromInbound(request.receive().doFinally(_ -> ended.incrementAndGet()));
  }

  private DisposableServer listen(int onPort) {
    return HttpServer.create()
        .host("127.0.0.1")
        .port(onPort)
        .channelGroup(connections)
        .handle((request, response) ->
            incoming(request)
                .map(buffer -> (long) buffer.readableBytes())
                .reduce(0L, Long::sum)
                .flatMap(bytes -> {
                  Answer answer = answerTo(request, bytes);
                  return Mono.delay(answer.after())
                      .then(
                          response
                              .status(answer.status())
                              .headers(headersOf(answer))
                              .sendString(Mono.just(answer.body()))
                              .then());
                }))
        .bindNow();
  }

  private static HttpHeaders headersOf(Answer answer) {
    HttpHeaders headers = new DefaultHttpHeaders();
    headers.set("Server", "fake");
    answer.headers().forEach(headers::set);
    return headers;
  }

  private Answer answerTo(HttpServerRequest request, long bytes) {
    Request seen =
        new Request(request.method().name(), request.uri(), request.requestHeaders().copy(), bytes);
    if (!request.uri().startsWith("/actuator")) {
      requests.add(seen);
    }
    return behaviour.apply(seen);
  }

  public String url() {
    return "http://127.0.0.1:" + port;
  }

  public List<Request> requests() {
    return List.copyOf(requests);
  }

  public Request lastRequest() {
    return requests.getLast();
  }

  /// Answers with its name again, and forgets what it has seen.
  public void reset() {
    requests.clear();
    behaviour = this::sayName;
    start();
  }

  public void answers(Function<Request, Answer> newBehaviour) {
    behaviour = newBehaviour;
  }

  public void start() {
    if (server == null) {
      server = listen(port);
    }
  }

  public void stop() {
    DisposableServer running = server;
    if (running != null) {
      running.disposeNow();
      connections.close().syncUninterruptibly();
      server = null;
    }
  }

  @Override
  public void close() {
    stop();
  }
}
