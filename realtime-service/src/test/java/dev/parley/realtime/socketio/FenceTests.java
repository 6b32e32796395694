package dev.parley.realtime.socketio;

import static dev.parley.realtime.socketio.Handlers.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/// The holes and bugs that netty-socketio has under its own handlers, one test each: they fail
/// where ours are taken out.
class FenceTests {

  private static final String WEBSOCKET = "/socket.io/?EIO=4&transport=websocket";
  private static final int MAX_PAYLOAD = 20_000;

  private @Nullable SocketServer server;

  @AfterEach
  void stop() {
    if (server != null) {
      server.close();
    }
  }

  private SocketServer serve(SocketHandler handler) {
    return serve(handler, SocketServerProperties.of("127.0.0.1", 0, "node-1"));
  }

  private SocketServer serve(SocketHandler handler, SocketServerProperties properties) {
    SocketServer started =
        new SocketServer(
            properties.withLimits(MAX_PAYLOAD, properties.maxQueuedBytes(), 1000), handler);
    started.start();
    server = started;
    return started;
  }

  private static RawWebSocket open(SocketServer server, String... headers) {
    RawWebSocket socket = RawWebSocket.open(server.port(), WEBSOCKET, headers);
    assertThat(socket.nextText()).startsWith("0{");
    return socket;
  }

  private static RawWebSocket connected(SocketServer server) {
    RawWebSocket socket = open(server).text("40");
    assertThat(socket.nextText()).startsWith("40{");
    return socket;
  }

  @Nested
  class Authentication {

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
  }

  @Nested
  class SessionIds {

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

  @Nested
  class Limits {

    @Test
    void agreesToNoCompression() {
      SocketServer running = serve(new Handlers.Welcoming());
      try (RawWebSocket socket =
          open(running, "Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits")) {
        assertThat(socket.handshake().toLowerCase(java.util.Locale.ROOT))
            .doesNotContain("sec-websocket-extensions");
        socket.frame(0xC1, bytes("40")); // RSV1: compressed
        assertThat(socket.awaitClose()).isEqualTo(1002);
      }
    }

    @Test
    void takesNoEncodedBody() {
      Polling client = Polling.open(serve(new Handlers.Welcoming()).port(), "/socket.io/");
      assertThat(client.post(bytes("40"), "Content-Encoding", "gzip").statusCode()).isEqualTo(415);
    }

    @Test
    void boundsFrames() {
      Handlers.Welcoming handler = new Handlers.Welcoming();
      try (RawWebSocket socket = connected(serve(handler))) {
        socket.text(message(MAX_PAYLOAD));
        socket.text(message(MAX_PAYLOAD + 1));
        assertThat(socket.awaitClose()).isEqualTo(1009);
      }
      assertThat(handler.events).hasSize(1);
    }

    @Test
    void boundsTheSumOfFragments() {
      Handlers.Welcoming handler = new Handlers.Welcoming();
      byte[] part = bytes("x".repeat(MAX_PAYLOAD / 2));
      try (RawWebSocket socket = connected(serve(handler))) {
        socket.frame(0x01, bytes("42[\"")).frame(0x00, part).frame(0x00, part);
        assertThat(socket.awaitClose()).isEqualTo(1009);
      }
      assertThat(handler.events).isEmpty();
    }

    @Test
    void boundsTheNumberOfFragments() {
      try (RawWebSocket socket = connected(serve(new Handlers.Welcoming()))) {
        socket.frame(0x01, bytes("4"));
        for (int i = 0; i < 1100; i++) {
          socket.frame(0x00, new byte[0]);
        }
        assertThat(socket.awaitClose()).isEqualTo(1009);
      }
    }

    @Test
    void boundsBodiesAndClosesTheirSession() {
      SocketServer running = serve(new Handlers.Welcoming());
      Polling fits = Polling.open(running.port(), "/socket.io/");
      assertThat(fits.post("40").body()).isEqualTo("ok");
      assertThat(fits.post(message(MAX_PAYLOAD)).body()).isEqualTo("ok");
      Polling tooLarge = Polling.open(running.port(), "/socket.io/");
      assertThat(tooLarge.post(message(MAX_PAYLOAD + 1)).statusCode()).isEqualTo(413);
      await().untilAsserted(() -> assertThat(tooLarge.poll().statusCode()).isEqualTo(400));
    }

    @Test
    void demandsMaskedFrames() {
      try (RawWebSocket socket = connected(serve(new Handlers.Welcoming()))) {
        socket.unmasked(0x81, bytes("42[\"a\"]"));
        assertThat(socket.awaitClose()).isEqualTo(1002);
      }
    }

    private String message(int length) {
      return "42[\"%s\"]".formatted("x".repeat(length - 6));
    }
  }

  @Nested
  class Answers {

    @Test
    void comeEvenWhenTheHandlerThrows() {
      try (RawWebSocket socket = open(serve(new Handlers.Echo())).text("40")) {
        assertThat(socket.nextText()).startsWith("40{");
        assertThat(socket.nextText()).startsWith("42[\"auth\"");
        socket.text("4217[\"fail\",{}]");
        assertThat(socket.nextText())
            .isEqualTo(
                "4317[{\"ok\":false,\"error\":{\"code\":\"internal\",\"message\":\"internal error\"}}]");
        socket.text("42[\"fail\"]").text("42[\"message\",1]");
        assertThat(socket.nextText()).isEqualTo("42[\"message-back\",1]");
      }
    }

    @Test
    void comeOnce() {
      SocketHandler twice =
          new Handlers.Welcoming() {
            @Override
            public void onEvent(
                SocketConnection connection, SocketEvent event, @Nullable AckToken ack) {
              super.onEvent(connection, event, ack);
              super.onEvent(connection, event, ack);
              throw new IllegalStateException("after the answer");
            }
          };
      try (RawWebSocket socket = connected(serve(twice))) {
        socket.text("421[\"a\"]").text("422[\"b\"]");
        assertThat(socket.nextText()).isEqualTo("431[{\"ok\":true}]");
        assertThat(socket.nextText()).isEqualTo("432[{\"ok\":true}]");
      }
    }

    @Test
    void refuseConnectionsWhoseHandlerThrows() {
      SocketHandler failing =
          new Handlers.Recording() {
            @Override
            public void onConnect(SocketConnection connection, ConnectRequest request) {
              throw new IllegalStateException("as asked");
            }
          };
      try (RawWebSocket socket = open(serve(failing)).text("40")) {
        assertThat(socket.nextText()).isEqualTo("44{\"message\":\"internal\"}");
      }
    }

    @Test
    void escapeWhatTheyRefuseWith() {
      Handlers.Recording handler = new Handlers.Recording();
      try (RawWebSocket socket = open(serve(handler)).text("40")) {
        await().until(() -> !handler.connecting.isEmpty());
        handler.connecting.remove().refuse("say \"no\"\\\n€");
        assertThat(socket.nextText()).isEqualTo("44{\"message\":\"say \\\"no\\\"\\\\\\u000a€\"}");
      }
    }
  }

  @Nested
  class BinaryToTheClient {

    private static final byte[] DATA = {4, 0, (byte) 0xFF, 0x1e, 4};
    private final EncodedEvent event =
        EncodedEvent.binary(
            "picture", java.util.List.of(DATA), bytes("{\"_placeholder\":true,\"num\":0}"));

    @Test
    void isCleanOverWebSocket() {
      Handlers.Welcoming handler = new Handlers.Welcoming();
      try (RawWebSocket socket = connected(serve(handler))) {
        handler.connecting.remove().emit(event, Priority.NORMAL);
        assertThat(socket.nextText())
            .isEqualTo("451-[\"picture\",{\"_placeholder\":true,\"num\":0}]");
        assertThat(socket.nextBinary()).isEqualTo(DATA);
      }
    }

    @Test
    void isCleanOverPolling() {
      Handlers.Welcoming handler = new Handlers.Welcoming();
      Polling client = Polling.open(serve(handler).port(), "/socket.io/");
      client.post("40");
      assertThat(client.poll().body()).startsWith("40{");
      CompletableFuture<HttpResponse<String>> poll = client.pollAsync();

      handler.connecting.remove().emit(event, Priority.NORMAL);

      assertThat(poll.join().body())
          .isEqualTo("451-[\"picture\",{\"_placeholder\":true,\"num\":0}]\u001ebBAD/HgQ=");
    }
  }

  @Test
  void sharesAnEventAmongManyUnchanged() {
    Handlers.Welcoming handler = new Handlers.Welcoming();
    SocketServer running = serve(handler);
    EncodedEvent event = EncodedEvent.of("news", bytes("{\"n\":"), bytes("1}"));
    try (RawWebSocket first = connected(running);
        RawWebSocket second = connected(running);
        RawWebSocket third = open(running).text("40/messaging")) {
      assertThat(third.nextText()).startsWith("40/messaging,{");
      for (int i = 0; i < 3; i++) {
        handler.connecting.forEach(connection -> connection.emit(event, Priority.NORMAL));
      }
      for (int i = 0; i < 3; i++) {
        assertThat(first.nextText()).isEqualTo("42[\"news\",{\"n\":1}]");
        assertThat(second.nextText()).isEqualTo("42[\"news\",{\"n\":1}]");
        assertThat(third.nextText()).isEqualTo("42/messaging,[\"news\",{\"n\":1}]");
      }
    }
  }

  @Test
  void listensAgainAtOnceOnTheSamePort() {
    SocketServer first = serve(new Handlers.Welcoming());
    int port = first.port();
    try (RawWebSocket socket = connected(first)) {
      first.close();
      assertThat(socket.awaitClose()).isEqualTo(1001);
    }
    SocketServer second =
        new SocketServer(
            SocketServerProperties.of("127.0.0.1", port, "b"), new Handlers.Welcoming());
    second.start();
    try (RawWebSocket socket = connected(second)) {
      assertThat(socket.status()).isEqualTo(101);
    } finally {
      second.close();
    }
  }

  @Test
  void endsEveryConnectionOnceWhenItStops() {
    Handlers.Welcoming handler = new Handlers.Welcoming();
    SocketServer running = serve(handler);
    try (RawWebSocket socket = connected(running).text("40/messaging")) {
      assertThat(socket.nextText()).startsWith("40/messaging");
      running.close();
      assertThat(handler.disconnects)
          .containsExactly("server shutting down", "server shutting down");
    }
  }

  @Test
  void servesNoMoreSessionsThanAllowed() {
    SocketServerProperties properties = SocketServerProperties.of("127.0.0.1", 0, "a");
    SocketServer full =
        new SocketServer(properties.withLimits(MAX_PAYLOAD, 100_000, 1), new Handlers.Welcoming());
    full.start();
    try (full;
        RawWebSocket first = connected(full);
        RawWebSocket second = RawWebSocket.open(full.port(), WEBSOCKET)) {
      assertThat(first.status()).isEqualTo(101);
      assertThat(second.status()).isEqualTo(503);
    }
  }
}
