package dev.parley.realtime.socketio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.socket.client.Ack;
import io.socket.client.IO;
import io.socket.client.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The official Java client.
class JavaClientTests {

  /// Less than the 45 s after which a missing ping would tell.
  private static final Duration AT_ONCE = Duration.ofSeconds(20);

  private final Handlers.Echo handler = new Handlers.Echo();
  private final SocketServer server =
      new SocketServer(SocketServerProperties.of("127.0.0.1", 0, "a"), handler);

  @BeforeEach
  void start() {
    server.start();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  static List<List<String>> transports() {
    return List.of(List.of("websocket"), List.of("polling"), List.of("polling", "websocket"));
  }

  private Socket client(String namespace, String token, List<String> transports) {
    IO.Options options =
        IO.Options.builder()
            .setTransports(transports.toArray(String[]::new))
            .setForceNew(true)
            .setReconnection(false)
            .setAuth(Map.of("token", token))
            .build();
    return IO.socket(java.net.URI.create("http://127.0.0.1:" + server.port() + namespace), options);
  }

  private static Queue<Object> collect(Socket client, String event) {
    Queue<Object> seen = new ConcurrentLinkedQueue<>();
    client.on(event, arguments -> seen.add(List.of(arguments)));
    return seen;
  }

  @ParameterizedTest
  @MethodSource("transports")
  void sendsAndIsAnswered(List<String> transports) {
    Socket client = client("/messaging", "good", transports);
    Queue<Object> back = collect(client, "message-back");
    Queue<Object> acks = new ConcurrentLinkedQueue<>();
    try {
      client.connect();
      await().until(client::connected);
      for (int i = 0; i < 20; i++) {
        client.emit("message", i);
        client.emit("message-with-ack", new Object[] {i}, (Ack) args -> acks.add(List.of(args)));
      }
      await().until(() -> back.size() == 20 && acks.size() == 20);
      assertThat(back).startsWith(List.of(0), List.of(1)).endsWith(List.of(19));
      assertThat(acks).startsWith(List.of(0), List.of(1)).endsWith(List.of(19));
    } finally {
      client.disconnect();
    }
    await().until(() -> server.metrics().sessions() == 0);
  }

  @ParameterizedTest
  @MethodSource("transports")
  void exchangesBinary(List<String> transports) {
    byte[] data = {4, 0, -1, 30};
    Socket client = client("/", "good", transports);
    Queue<byte[]> back = new ConcurrentLinkedQueue<>();
    Queue<byte[]> acked = new ConcurrentLinkedQueue<>();
    client.on("message-back", arguments -> back.add((byte[]) arguments[0]));
    try {
      client.connect();
      await().until(client::connected);
      client.emit("message", (Object) data);
      client.emit("message-with-ack", new Object[] {data}, (Ack) a -> acked.add((byte[]) a[0]));
      await().until(() -> back.size() == 1 && acked.size() == 1);
      assertThat(back).containsExactly(data);
      assertThat(acked).containsExactly(data);
    } finally {
      client.disconnect();
    }
  }

  @Test
  void upgradesWithoutLosingAnything() {
    Socket client = client("/", "good", List.of("polling", "websocket"));
    Queue<Object> back = collect(client, "message-back");
    try {
      client.connect();
      await().until(client::connected);
      int sent = 0;
      while (server.metrics().sessionsUpgraded() == 0 || sent < 200) {
        client.emit("message", sent++);
        int expected = sent - 20;
        await().until(() -> back.size() >= expected);
      }
      int all = sent;
      await().until(() -> back.size() == all);
      int next = 0;
      for (Object arguments : back) {
        assertThat(arguments).isEqualTo(List.of(next++));
      }
    } finally {
      client.disconnect();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/messaging"})
  void learnsOfItsRefusal(String namespace) {
    Socket client = client(namespace, "wrong", List.of("websocket"));
    Queue<Object> errors = collect(client, Socket.EVENT_CONNECT_ERROR);
    try {
      client.connect();
      await().until(() -> !errors.isEmpty());
      assertThat(errors.remove().toString()).contains("unauthorized");
      assertThat(client.connected()).isFalse();
    } finally {
      client.disconnect();
    }
  }

  @Test
  void learnsOfAnUnknownNamespace() {
    Socket client = client("/nowhere", "good", List.of("polling"));
    Queue<Object> errors = collect(client, Socket.EVENT_CONNECT_ERROR);
    try {
      client.connect();
      await().until(() -> !errors.isEmpty());
      assertThat(errors.remove().toString()).contains("Invalid namespace");
    } finally {
      client.disconnect();
    }
  }

  /// It takes no notice of a WebSocket's close frame: it would wait for a ping that does not come.
  @ParameterizedTest
  @MethodSource("transports")
  void learnsAtOnceThatTheServerEnds(List<String> transports) {
    Socket client = client("/", "good", transports);
    Queue<Object> ends = collect(client, Socket.EVENT_DISCONNECT);
    try {
      client.connect();
      await().until(client::connected);
      server.close();
      await().atMost(AT_ONCE).until(() -> !ends.isEmpty());
      assertThat(ends.toString()).startsWith("[[transport ");
    } finally {
      client.disconnect();
    }
  }

  @ParameterizedTest
  @MethodSource("transports")
  void learnsAtOnceThatItsSessionIsOver(List<String> transports) {
    Socket client = client("/", "good", transports);
    Queue<Object> ends = collect(client, Socket.EVENT_DISCONNECT);
    Queue<Object> revoked = collect(client, "session_revoked");
    try {
      client.connect();
      await().until(client::connected);
      client.emit("end");
      await().atMost(AT_ONCE).until(() -> !ends.isEmpty());
      assertThat(ends.toString()).isEqualTo("[[io server disconnect]]");
      assertThat(revoked).hasSize(1);
    } finally {
      client.disconnect();
    }
  }
}
