package dev.parley.realtime.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.parley.common.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// An HTTP server that a test can slow down, take away and bring back.
class HttpStub {

  /// What a route does with a request's body.
  @FunctionalInterface
  interface Route {
    Object answer(String path, Map<String, String> query, byte[] body) throws RefusedException;
  }

  /// To be answered as a problem document.
  static final class RefusedException extends Exception {
    final int status;
    final String code;

    RefusedException(int status, String code) {
      this.status = status;
      this.code = code;
    }
  }

  private static final long LONGEST_HOLD_SECONDS = 30;

  private final HttpServer server;
  private final Map<String, AtomicInteger> calls = new ConcurrentHashMap<>();
  private volatile boolean down;
  private volatile int failWith;
  private final AtomicInteger unanswered = new AtomicInteger();
  private volatile @Nullable CountDownLatch held;

  HttpStub() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1024);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.start();
  }

  public final URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  final void route(String prefix, Route route) {
    calls.put(prefix, new AtomicInteger());
    server.createContext(prefix, exchange -> handle(prefix, exchange, route));
  }

  /// Requests to a route, answered or not, since it was last reset.
  public final int calls(String prefix) {
    return counter(prefix).get();
  }

  /// Drops every connection without an answer, before anything is done.
  public final void goDown() {
    down = true;
  }

  public final void comeBack() {
    down = false;
    failWith = 0;
  }

  /// Answers with a status and does nothing.
  public final void failWith(int status) {
    failWith = status;
  }

  /// Does what the next requests ask and then drops the connection.
  public final void loseAnswers(int count) {
    unanswered.set(count);
  }

  /// Does what is asked, and answers after [#releaseAnswers()].
  public final void holdAnswers() {
    held = new CountDownLatch(1);
  }

  public final void releaseAnswers() {
    CountDownLatch latch = held;
    held = null;
    if (latch != null) {
      latch.countDown();
    }
  }

  void reset() {
    comeBack();
    releaseAnswers();
    unanswered.set(0);
    calls.values().forEach(counter -> counter.set(0));
  }

  private AtomicInteger counter(String prefix) {
    AtomicInteger counter = calls.get(prefix);
    if (counter == null) {
      throw new IllegalArgumentException("no route " + prefix);
    }
    return counter;
  }

  private void handle(String prefix, HttpExchange exchange, Route route) throws IOException {
    try (exchange) {
      counter(prefix).incrementAndGet();
      byte[] body = exchange.getRequestBody().readAllBytes();
      if (down) {
        return;
      }
      if (failWith != 0) {
        exchange.sendResponseHeaders(failWith, -1);
        return;
      }
      byte[] answer;
      int status = 200;
      String type = "application/json";
      try {
        answer = bytes(route.answer(path(exchange), query(exchange), body));
      } catch (RefusedException e) {
        status = e.status;
        type = "application/problem+json";
        answer = problem(e);
      }
      if (unanswered.getAndUpdate(n -> Math.max(0, n - 1)) > 0) {
        return;
      }
      awaitRelease();
      exchange.getResponseHeaders().set("Content-Type", type);
      exchange.sendResponseHeaders(status, answer.length);
      exchange.getResponseBody().write(answer);
    }
  }

  private void awaitRelease() {
    CountDownLatch latch = held;
    if (latch != null) {
      try {
        var unused = latch.await(LONGEST_HOLD_SECONDS, TimeUnit.SECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static byte[] bytes(Object answer) {
    return answer instanceof byte[] bytes ? bytes : Json.mapper().writeValueAsBytes(answer);
  }

  private static byte[] problem(RefusedException e) {
    return Json.mapper()
        .writeValueAsBytes(
            Map.of("code", e.code, "status", e.status, "title", e.code, "detail", "Not for you"));
  }

  private static String path(HttpExchange exchange) {
    return exchange.getRequestURI().getPath();
  }

  private static Map<String, String> query(HttpExchange exchange) {
    Map<String, String> query = new ConcurrentHashMap<>();
    String raw = exchange.getRequestURI().getQuery();
    if (raw != null) {
      for (String pair : raw.split("&")) {
        int equals = pair.indexOf('=');
        query.put(pair.substring(0, equals), pair.substring(equals + 1));
      }
    }
    return query;
  }
}
