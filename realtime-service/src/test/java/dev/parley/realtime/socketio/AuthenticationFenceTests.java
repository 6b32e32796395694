package dev.parley.realtime.socketio;

import static dev.parley.realtime.socketio.Handlers.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Nothing of ours runs for a session before it was let in, or after it was refused, left or
/// closed.
class AuthenticationFenceTests extends FenceContract {

  @Test
  void runsNoEventBeforeConnect() {
    Handlers.Recording handler = new Handlers.Recording();
    try (RawWebSocket socket = open(serve(handler))) {
      socket.text("421[\"steal\",{}]");
      assertThat(socket.awaitClose()).isEqualTo(1002);
    }
    assertThat(handler.calls).hasValue(0);
  }

  @Test
  void runsNoEventBeforeConnectOverPolling() {
    Handlers.Recording handler = new Handlers.Recording();
    Polling client = Polling.open(serve(handler).port(), "/socket.io/");

    assertThat(client.post("421[\"steal\",{}]").statusCode()).isEqualTo(400);

    assertThat(handler.calls).hasValue(0);
  }

  @Test
  void runsNoEventWhileConnectIsUndecided() {
    Handlers.Recording handler = new Handlers.Recording();
    try (RawWebSocket socket = open(serve(handler))) {
      socket.text("40").text("421[\"steal\",{}]");
      assertThat(socket.awaitClose()).isEqualTo(1002);
    }
    assertThat(handler.events).isEmpty();
    SocketConnection late = handler.connecting.remove();
    assertThat(late.accept()).isFalse();
    assertThat(handler.calls).hasValue(1);
  }

  @Test
  void runsNoEventAfterRefusal() {
    Handlers.Recording handler = new Handlers.Recording();
    try (RawWebSocket socket = open(serve(handler))) {
      socket.text("40{\"token\":\"bad\"}");
      await().until(() -> !handler.connecting.isEmpty());
      SocketConnection connection = handler.connecting.remove();
      connection.refuse("unauthorized");
      assertThat(socket.nextText()).isEqualTo("44{\"message\":\"unauthorized\"}");

      socket.text("421[\"steal\",{}]").text("40/other");

      assertThat(socket.nextText()).startsWith("44/other"); // it was read, and not answered
      assertThat(connection.accept()).isFalse();
      assertThat(connection.isConnected()).isFalse();
    }
    assertThat(handler.events).isEmpty();
    assertThat(handler.disconnects).isEmpty();
  }

  @Test
  void asksTheHandlerAboutClientsWithoutToken() {
    Handlers.Recording handler = new Handlers.Recording();
    try (RawWebSocket socket = open(serve(handler), "Authorization: Bearer x")) {
      socket.text("40").text("2"); // what follows an unanswered CONNECT is not an answer
      assertThat(socket.awaitClose()).isEqualTo(1002);
    }
    assertThat(handler.requests)
        .singleElement()
        .satisfies(request -> assertThat(request.auth()).isNull())
        .satisfies(request -> assertThat(request.authorization()).isEqualTo("Bearer x"));
  }

  @Test
  void tellsNothingOfAClientThatHasNotAskedToConnect() {
    Handlers.Recording handler = new Handlers.Recording();
    SocketServer running = serve(handler);
    open(running).close();
    await().until(() -> running.metrics().sessions() == 0);
    assertThat(handler.calls).hasValue(0);
  }

  @Test
  void closesClientThatGuesses() {
    Handlers.Recording refusing =
        new Handlers.Recording() {
          @Override
          public void onConnect(SocketConnection connection, ConnectRequest request) {
            super.onConnect(connection, request);
            connection.refuse("unauthorized");
          }
        };
    try (RawWebSocket socket = open(serve(refusing))) {
      for (int i = 0; i < 20; i++) {
        socket.text("40{\"token\":\"guess\"}");
      }
      assertThat(socket.awaitClose()).isEqualTo(1002);
    }
    assertThat(refusing.calls).hasValue(10);
  }

  @Test
  void closesClientThatIsNotAcceptedInTime() {
    Handlers.Recording handler = new Handlers.Recording();
    Duration soon = Duration.ofMillis(200);
    SocketServerProperties hasty =
        SocketServerProperties.of("127.0.0.1", 0, "a").withTimeouts(soon, soon);
    try (RawWebSocket socket = open(serve(handler, hasty))) {
      socket.text("40");
      assertThat(socket.awaitClose()).isEqualTo(1008);
    }
    assertThat(handler.connecting.remove().accept()).isFalse();
  }

  @Test
  void runsNoEventAfterDisconnectByTheServer() {
    Handlers.Welcoming handler = new Handlers.Welcoming();
    try (RawWebSocket socket = connected(serve(handler))) {
      handler.connecting.remove().disconnect();
      assertThat(socket.nextText()).isEqualTo("41");
      socket.text("421[\"steal\",{}]").text("40/other");
      assertThat(socket.nextText()).startsWith("44/other");
    }
    assertThat(handler.events).isEmpty();
    await()
        .untilAsserted(
            () -> assertThat(handler.disconnects).containsExactly("server namespace disconnect"));
  }

  @Test
  void runsNoEventThatComesBehindAClose() {
    SocketHandler closing =
        new Handlers.Welcoming() {
          @Override
          public void onEvent(
              SocketConnection connection, SocketEvent event, @Nullable AckToken ack) {
            super.onEvent(connection, event, ack);
            connection.close();
          }
        };
    Handlers.Welcoming handler = (Handlers.Welcoming) closing;
    SocketServer running = serve(closing);
    Polling client = Polling.open(running.port(), "/socket.io/");
    client.post("40");

    client.post("42[\"first\"]\u001e42[\"second\"]\u001e42[\"third\"]");

    assertThat(handler.events).containsExactly("first");
  }

  @Test
  void keepsNamespacesApart() {
    Handlers.Recording handler = new Handlers.Recording();
    try (RawWebSocket socket = open(serve(handler))) {
      socket.text("40").text("40/messaging");
      await().until(() -> handler.connecting.size() == 2);
      SocketConnection root = handler.connecting.remove();
      SocketConnection messaging = handler.connecting.remove();
      assertThat(root.id()).isNotEqualTo(messaging.id());
      assertThat(root.sessionId()).isEqualTo(messaging.sessionId());

      messaging.accept();
      assertThat(socket.nextText()).startsWith("40/messaging,{");
      root.refuse("unauthorized");
      assertThat(socket.nextText()).startsWith("44{");
      socket.text("42/messaging,7[\"hello\"]");
      assertThat(socket.nextText()).isEqualTo("43/messaging,7[{\"ok\":true}]");
      EncodedEvent event = EncodedEvent.of("news", bytes("1"));
      root.emit(event, Priority.NORMAL);
      messaging.emit(event, Priority.NORMAL);
      assertThat(socket.nextText()).isEqualTo("42/messaging,[\"news\",1]");
    }
  }

  @Test
  void areNeverTheClients() {
    String chosen = UUID.randomUUID().toString();
    SocketServer running = serve(new Handlers.Welcoming());
    String polling = "http://127.0.0.1:" + running.port() + "/socket.io/?EIO=4&transport=polling";
    String[] headers = {"Cookie", "io=" + chosen + "; sid=" + chosen, "X-Sid", chosen};

    String open = Polling.get(polling + "&io=" + chosen + "&t=" + chosen, headers).body();

    assertThat(Polling.sid(open)).isNotEqualTo(chosen).matches("[A-Za-z0-9_-]{27}\\.node-1");
    assertThat(Polling.get(polling + "&sid=" + chosen, headers).statusCode()).isEqualTo(400);
    try (RawWebSocket socket =
        RawWebSocket.open(running.port(), WEBSOCKET, "Cookie: io=" + chosen)) {
      assertThat(Polling.sid(socket.nextText()))
          .isNotEqualTo(chosen)
          .matches("[A-Za-z0-9_-]{27}\\.node-1");
    }
    try (RawWebSocket socket = RawWebSocket.open(running.port(), WEBSOCKET + "&sid=" + chosen)) {
      assertThat(socket.status()).isEqualTo(400);
    }
  }
}
