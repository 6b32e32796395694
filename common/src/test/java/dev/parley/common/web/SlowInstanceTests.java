package dev.parley.common.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.parley.common.problem.UnavailableException;
import dev.parley.common.security.InternalTokens;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.github.resilience4j.retry.RetryConfig;
import io.github.resilience4j.retry.RetryRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Calls to a service of which one instance takes requests and answers none.
class SlowInstanceTests {

  private static final Duration PATIENCE = Duration.ofMillis(500);

  private final CountDownLatch over = new CountDownLatch(1);
  private HttpServer hung;
  private HttpServer well;
  private GuardedClient service;

  @BeforeEach
  void start() throws IOException {
    hung = server();
    well = server();
    hung.createContext(
        "/",
        exchange -> {
          try (exchange) {
            over.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
    well.createContext(
        "/",
        exchange -> {
          try (exchange) {
            byte[] answer = "{\"from\":\"well\"}".getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
          }
        });
    service =
        new InternalClients(
                new InternalTokens("test", "0123456789abcdef0123456789abcdef", Clock.systemUTC()),
                CircuitBreakerRegistry.ofDefaults(),
                RetryRegistry.of(RetryConfig.custom().maxAttempts(1).build()))
            .to("service", ServiceUrls.of(url(hung) + "," + url(well)), PATIENCE);
  }

  @AfterEach
  void stop() {
    over.countDown();
    hung.stop(0);
    well.stop(0);
  }

  @Test
  void goToTheOtherAfterAnAnswerThatDidNotCome() {
    assertThatThrownBy(this::call).isInstanceOf(UnavailableException.class);
    assertThat(List.of(call(), call(), call(), call())).containsOnly("well");
  }

  private String call() {
    return String.valueOf(service.ask(Map.class, http -> http.get().uri("/internal")).get("from"));
  }

  private static HttpServer server() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.start();
    return server;
  }

  private static String url(HttpServer server) {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }
}
