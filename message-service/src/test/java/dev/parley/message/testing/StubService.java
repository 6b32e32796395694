package dev.parley.message.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.parley.common.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import tools.jackson.databind.JsonNode;

/// A service beside this one, for the whole JVM, that answers other services alone. It can be taken
/// down, slowed, or made to hang, each until [#calm].
public abstract class StubService {

  private final HttpServer server;
  private volatile boolean up = true;
  private volatile Duration delay = Duration.ZERO;
  private volatile CountDownLatch release = new CountDownLatch(0);

  StubService() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 512);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.start();
  }

  record Answer(int status, Object body) {

    static Answer problem(int status, String code) {
      return new Answer(
          status,
          Map.of(
              "type", "urn:parley:problem:" + code,
              "title", code,
              "status", status,
              "code", code,
              "detail", "said by another service"));
    }
  }

  interface Endpoint {
    Answer answer(HttpExchange exchange, JsonNode body);
  }

  /// @param path and all below it
  final void answers(String path, Endpoint endpoint) {
    server.createContext(path, exchange -> answer(exchange, endpoint));
  }

  public final String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /// It breaks every connection.
  public final void takeDown() {
    up = false;
  }

  /// It answers late, and of what was so when it was asked.
  public final void slowDown(Duration by) {
    delay = by;
  }

  /// It answers nothing.
  public final void hang() {
    release = new CountDownLatch(1);
  }

  /// Up and quick again.
  public final void calm() {
    up = true;
    delay = Duration.ZERO;
    release.countDown();
  }

  private void answer(HttpExchange exchange, Endpoint endpoint) throws IOException {
    Duration late = delay;
    CountDownLatch held = release;
    try (exchange) {
      if (!up) {
        return; // closes the connection without a word
      }
      byte[] request = exchange.getRequestBody().readAllBytes();
      String token = String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"));
      Answer answer =
          token.startsWith("Bearer ey")
              ? endpoint.answer(
                  exchange,
                  Json.mapper().readTree(request.length == 0 ? "{}".getBytes(UTF_8) : request))
              : Answer.problem(401, "unauthenticated");
      byte[] body = Json.mapper().writeValueAsBytes(answer.body());
      Thread.sleep(late);
      held.await();
      boolean good = answer.status() < 400;
      exchange
          .getResponseHeaders()
          .set("Content-Type", good ? "application/json" : "application/problem+json");
      exchange.sendResponseHeaders(answer.status(), body.length);
      exchange.getResponseBody().write(body);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
