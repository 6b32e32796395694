package dev.parley.realtime.testing;

import static org.awaitility.Awaitility.await;

import dev.parley.common.id.UserId;
import dev.parley.common.kafka.BroadcastConsumer;
import dev.parley.common.testing.MutableClock;
import dev.parley.common.testing.Tokens;
import dev.parley.common.testing.WithServers;
import dev.parley.realtime.session.LocalUser;
import dev.parley.realtime.session.SessionRegistry;
import dev.parley.realtime.socketio.SocketServer;
import dev.parley.realtime.testing.SocketClient.Builder;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/// The whole service on a real Kafka, with sockets to it and its neighbours in memory. Tests share
/// one context: each names users and conversations of its own.
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@WithServers(database = "")
@Import(RealtimeTest.Time.class)
public abstract class RealtimeTest {

  private static final AtomicInteger USERS = new AtomicInteger();

  protected static final ConversationServiceStub conversationService =
      new ConversationServiceStub();
  protected static final MessageServiceStub messageService =
      new MessageServiceStub(conversationService);

  private static final Map<String, String> SETTINGS =
      Map.of(
          "parley.services.conversation", conversationService.url().toString(),
          "parley.services.message", messageService.url().toString(),
          "parley.realtime.socket-port", "0",
          "parley.realtime.socket-host", "127.0.0.1",
          "parley.realtime.delivery.gap-patience", "300ms");

  @Autowired protected MutableClock clock;
  @Autowired private SocketServer server;
  @Autowired private BroadcastConsumer fanOutRecords;
  @Autowired private CircuitBreakerRegistry breakers;
  @Autowired private SessionRegistry sessions;
  private final List<SocketClient> clients = new ArrayList<>();

  @TestConfiguration(proxyBeanMethods = false)
  static class Time {
    @Bean
    MutableClock clock() {
      return MutableClock.at(Clock.systemUTC().instant());
    }
  }

  @DynamicPropertySource
  static void neighbours(DynamicPropertyRegistry properties) {
    SETTINGS.forEach((name, value) -> properties.add(name, () -> value));
  }

  static {
    Awaitility.setDefaultPollDelay(Duration.ZERO);
    Awaitility.setDefaultPollInterval(Duration.ofMillis(5));
  }

  @BeforeEach
  final void start() {
    await("fan-out").atMost(SocketClient.PATIENCE).until(fanOutRecords::isReading);
  }

  @AfterEach
  protected final void disconnectAll() {
    clients.forEach(SocketClient::close);
    clients.clear();
    conversationService.reset();
    messageService.reset();
    breakers.getAllCircuitBreakers().forEach(CircuitBreaker::reset);
  }

  /// A user that no other test knows.
  protected static String user(String name) {
    return name + "-" + USERS.incrementAndGet();
  }

  /// Another node beside the one that all tests share.
  ///
  /// @param id another one for each
  protected final Node startNode(String id) {
    return Node.start(id, clock, SETTINGS);
  }

  /// Lets time pass, not too fast for the nodes to follow, until something is so.
  protected final void advanceUntil(ThrowingRunnable assertion) {
    await()
        .atMost(SocketClient.PATIENCE)
        .pollInterval(Duration.ofMillis(100))
        .untilAsserted(() -> {
          clock.advance(Duration.ofSeconds(1));
          assertion.run();
        });
  }

  /// How many sockets of a user the shared node serves.
  protected final int connections(String user) {
    LocalUser here = sessions.user(new UserId(user));
    return here == null ? 0 : here.sessions().size();
  }

  protected final URI socketUrl() {
    return URI.create("http://127.0.0.1:" + server.port());
  }

  protected final Builder client() {
    return new Builder(socketUrl());
  }

  /// A connected socket of a user, closed after the test.
  protected final SocketClient connect(String user) {
    return keep(client().token(Tokens.of(user)).connect());
  }

  protected final SocketClient connect(String user, String... transports) {
    return keep(client().token(Tokens.of(user)).transports(transports).connect());
  }

  protected final SocketClient keep(SocketClient client) {
    clients.add(client);
    return client;
  }
}
