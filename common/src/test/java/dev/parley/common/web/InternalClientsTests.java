package dev.parley.common.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/// Calls to a service of which there are two.
class InternalClientsTests {

  private final List<HttpServer> servers = new ArrayList<>();
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private volatile int status = 200;
  private GuardedClient service;

  @BeforeEach
  void start() throws IOException {
    List<String> urls = new ArrayList<>();
    for (String name : List.of("one", "two")) {
      HttpServer server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      server.createContext(
          "/",
          exchange -> {
            try (exchange) {
              asked.add(name + " " + exchange.getRequestURI());
              exchange.getRequestBody().readAllBytes();
              byte[] answer = ("{\"from\":\"" + name + "\"}").getBytes(StandardCharsets.UTF_8);
              exchange.getResponseHeaders().set("Content-Type", "application/json");
              exchange.sendResponseHeaders(status, answer.length);
              exchange.getResponseBody().write(answer);
            }
          });
      server.start();
      servers.add(server);
      urls.add("http://127.0.0.1:" + server.getAddress().getPort());
    }
    InternalTokens tokens =
        new InternalTokens("test", "0123456789abcdef0123456789abcdef", Clock.systemUTC());
    service =
        new InternalClients(
                tokens,
                CircuitBreakerRegistry.ofDefaults(),
                RetryRegistry.of(RetryConfig.custom().maxAttempts(1).build()))
            .to("service", ServiceUrls.of(String.join(",", urls)), Duration.ofSeconds(5));
  }

  @AfterEach
  void stop() {
    servers.forEach(server -> server.stop(0));
  }

  @Test
  void goRound() {
    assertThat(List.of(call(), call(), call(), call())).containsExactly("one", "two", "one", "two");
    assertThat(asked).allMatch(line -> line.endsWith(" /internal/a%20b?c=d"));
  }

  @Test
  void goToTheOtherWhereOneIsAway() {
    servers.getFirst().stop(0);
    assertThat(List.of(call(), call(), call(), call())).containsOnly("two");
  }

  @Test
  void failWhereAllAreAway() {
    servers.forEach(server -> server.stop(0));
    assertThatThrownBy(this::call).isInstanceOf(UnavailableException.class);
  }

  /// Whoever looks for the trace of an `unavailable` must find why.
  @Test
  void sayWhatWasAnsweredWhereAServiceFails() {
    var logged = new ListAppender<ILoggingEvent>();
    logged.start();
    Logger log = (Logger) LoggerFactory.getLogger(GuardedClient.class);
    log.addAppender(logged);
    try {
      status = 502;
      assertThatThrownBy(this::call).isInstanceOf(UnavailableException.class);
    } finally {
      log.detachAppender(logged);
    }
    assertThat(logged.list)
        .singleElement()
        .satisfies(line -> {
          assertThat(line.getLevel()).isEqualTo(Level.WARN);
          assertThat(line.getKeyValuePairs()).anyMatch(fact -> "service".equals(fact.value));
          assertThat(line.getKeyValuePairs())
              .anyMatch(fact -> String.valueOf(fact.value).contains("502"));
        });
  }

  private String call() {
    return String.valueOf(
        service
            .ask(
                Map.class,
                http -> http.post().uri("/internal/{name}?c=d", "a b").body(Map.of("x", 1)))
            .get("from"));
  }
}
