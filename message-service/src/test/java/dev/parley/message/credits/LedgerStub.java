package dev.parley.message.credits;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.parley.common.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// The platform's ledger, which keeps its charges whatever becomes of its server.
final class LedgerStub implements AutoCloseable {

  enum Mood {
    UP,
    POOR,
    FAILING,
    HANGING,
    /// Charges, and breaks the connection before it has said so, once.
    BREAKING_ONCE
  }

  private final Map<String, JsonNode> charges = new ConcurrentHashMap<>();
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private final CountDownLatch over = new CountDownLatch(1);
  private volatile Mood mood = Mood.UP;
  private @Nullable HttpServer server;
  private int port;

  LedgerStub() {
    start();
  }

  void start() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    port = server.getAddress().getPort();
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/ledger/charges", this::answer);
    server.start();
  }

  void stop() {
    if (server != null) {
      server.stop(0);
    }
  }

  String url() {
    return "http://127.0.0.1:" + port + "/ledger";
  }

  void mood(Mood now) {
    mood = now;
  }

  Map<String, JsonNode> charges() {
    return charges;
  }

  /// How often it was asked about that key, in whatever way.
  long askedAbout(String key) {
    return asked.stream().filter(key::equals).count();
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      boolean delete = exchange.getRequestMethod().equals("DELETE");
      String path = exchange.getRequestURI().getPath();
      JsonNode body =
          delete
              ? Json.mapper()
                  .createObjectNode()
                  .put("key", path.substring(path.lastIndexOf('/') + 1))
              : Json.mapper().readTree(exchange.getRequestBody().readAllBytes());
      String key = body.path("key").asString();
      asked.add(key);
      boolean known =
          "Bearer ledger-token".equals(exchange.getRequestHeaders().getFirst("Authorization"));
      Mood now = known ? mood : Mood.FAILING;
      int status =
          switch (now) {
            case UP -> delete ? takeBack(key) : charge(key, body);
            case POOR -> delete ? takeBack(key) : 402;
            case FAILING -> 500;
            case HANGING -> hang();
            case BREAKING_ONCE -> {
              mood = Mood.UP;
              charge(key, body);
              yield 0;
            }
          };
      if (status > 0) {
        exchange.sendResponseHeaders(status, -1);
      }
    }
  }

  private int charge(String key, JsonNode body) {
    return charges.putIfAbsent(key, body) == null ? 201 : 200;
  }

  private int takeBack(String key) {
    return charges.remove(key) == null ? 404 : 204;
  }

  private int hang() {
    try {
      over.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return 500;
  }

  @Override
  public void close() {
    over.countDown();
    stop();
  }
}
