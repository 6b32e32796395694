package dev.parley.realtime.socketio.engine;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// An Engine.IO 4 server: WebSocket, HTTP long-polling, the upgrade from one to the other.
public final class EngineServer implements AutoCloseable {

  private static final int SESSION_ID_BYTES = 20;
  private static final long GOODBYE_MILLIS = 2000;

  private final EngineSettings settings;
  private final EngineHandler handler;
  private final HttpAnswers answers;
  private final NettyBootstrap bootstrap;
  private final EngineMetrics metrics;
  private final SecureRandom random = new SecureRandom();
  private final Map<String, EngineSession> sessions = new ConcurrentHashMap<>();
  private final Map<EventLoop, EngineLoop> loops = new ConcurrentHashMap<>();
  private final AtomicInteger channels = new AtomicInteger();
  private final CountDownLatch emptied = new CountDownLatch(1);
  private volatile boolean stopping;
  private volatile int port = -1;

  public EngineServer(EngineSettings settings, EngineHandler handler) {
    this.settings = settings;
    this.handler = handler;
    this.answers = new HttpAnswers(settings.allowedOrigins());
    this.bootstrap = NettyBootstrap.create(settings, this);
    this.metrics = new EngineMetrics(sessions::size);
  }

  /// @throws IllegalStateException when the address cannot be bound
  public void start() {
    port = bootstrap.bind();
  }

  /// Where it listens, once started.
  public int port() {
    return port;
  }

  public EngineMetrics metrics() {
    return metrics;
  }

  /// Takes no more connections, says goodbye to every session, and ends.
  @Override
  public void close() {
    bootstrap.stopListening();
    stopping = true;
    sessions.values().forEach(session -> session.close(CloseReason.SHUTDOWN));
    try {
      if (!sessions.isEmpty()) {
        var unused = emptied.await(GOODBYE_MILLIS, TimeUnit.MILLISECONDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    bootstrap.stop();
  }

  // ---- connections ----

  boolean admit(Channel channel) {
    if (stopping || channels.incrementAndGet() > 2L * settings.maxSessions()) {
      channels.decrementAndGet();
      return false;
    }
    channel.closeFuture().addListener(closed -> channels.decrementAndGet());
    return true;
  }

  EngineLoop loop(EventLoop executor) {
    EngineLoop loop = loops.get(executor);
    return loop != null ? loop : loops.computeIfAbsent(executor, this::newLoop);
  }

  private EngineLoop newLoop(EventLoop executor) {
    EngineLoop loop = new EngineLoop(executor, settings.tick().toNanos());
    loop.start();
    return loop;
  }

  /// A polling request that is whole and in order; the body is the callee's to release.
  void handle(EngineRequest request, EngineLoop loop, ByteBuf body) {
    String id = request.sessionId();
    EngineSession session = session(id);
    if (session == null) {
      body.release();
      if (id == null) {
        openPolling(request, loop);
      } else {
        request.refuse(EngineRefusal.UNKNOWN_SESSION);
      }
      return;
    }
    request.forgetHead();
    session.run(() -> {
      try {
        dispatch(session, request, body);
      } finally {
        body.release();
      }
    });
  }

  private static void dispatch(EngineSession session, EngineRequest request, ByteBuf body) {
    PollingTransport polling = session.polling();
    if (polling == null) {
      request.refuse(EngineRefusal.BAD_REQUEST);
    } else if (request.isPost()) {
      polling.onPost(request, body);
    } else {
      polling.onPoll(request);
    }
  }

  private void openPolling(EngineRequest request, EngineLoop loop) {
    HttpRequest head = request.head();
    if (isFull() || head == null) {
      request.refuse(EngineRefusal.FULL);
      return;
    }
    Handshake handshake = handshake(request.channel(), head);
    request.forgetHead();
    EngineSession session = EngineSession.polling(this, loop, handshake);
    opened(session);
    ByteBuf payload = Unpooled.wrappedBuffer(openPacket(session, true).payload());
    session.open();
    request.answer(payload, HttpAnswers.TEXT);
  }

  Handshake handshake(Channel channel, HttpRequest head) {
    HttpHeaders headers = head.headers();
    return new Handshake(
        (InetSocketAddress) channel.remoteAddress(),
        headers.get(HttpHeaderNames.AUTHORIZATION),
        headers.get(HttpHeaderNames.USER_AGENT),
        headers.get("x-forwarded-for"));
  }

  // ---- sessions ----

  boolean isFull() {
    return stopping || sessions.size() >= settings.maxSessions();
  }

  /// The server's choice alone: nothing that a client sends has a part in it.
  String newSessionId() {
    byte[] bytes = new byte[SESSION_ID_BYTES];
    random.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes) + "." + settings.nodeId();
  }

  void opened(EngineSession session) {
    sessions.put(session.id(), session);
    metrics.opened();
  }

  void forget(EngineSession session) {
    sessions.remove(session.id(), session);
    if (stopping && sessions.isEmpty()) {
      emptied.countDown();
    }
  }

  @Nullable EngineSession session(@Nullable String id) {
    return id == null ? null : sessions.get(id);
  }

  OutPacket openPacket(EngineSession session, boolean upgradable) {
    String json =
        "0{\"sid\":\"%s\",\"upgrades\":[%s],\"pingInterval\":%d,\"pingTimeout\":%d,\"maxPayload\":%d}"
            .formatted(
                session.id(),
                upgradable ? "\"websocket\"" : "",
                settings.pingInterval().toMillis(),
                settings.pingTimeout().toMillis(),
                settings.maxPayload());
    return OutPacket.text(json.getBytes(StandardCharsets.US_ASCII));
  }

  // ---- settings ----

  EngineHandler handler() {
    return handler;
  }

  HttpAnswers answers() {
    return answers;
  }

  String path() {
    return settings.path();
  }

  int maxPayload() {
    return settings.maxPayload();
  }

  long maxQueuedBytes() {
    return settings.maxQueuedBytes();
  }

  long tickNanos() {
    return settings.tick().toNanos();
  }

  long pingIntervalNanos() {
    return settings.pingInterval().toNanos();
  }

  long pingTimeoutNanos() {
    return settings.pingTimeout().toNanos();
  }

  long upgradeTimeoutNanos() {
    return settings.upgradeTimeout().toNanos();
  }

  long requestTimeoutNanos() {
    return settings.requestTimeout().toNanos();
  }

  long keepAliveNanos() {
    return settings.keepAlive().toNanos();
  }
}
