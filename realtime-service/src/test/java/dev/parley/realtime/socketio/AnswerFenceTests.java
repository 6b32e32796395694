package dev.parley.realtime.socketio;

import static dev.parley.realtime.socketio.Handlers.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// What leaves the server: answers, binary, shared events, goodbyes.
class AnswerFenceTests extends FenceContract {

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

  private static final byte[] DATA = {4, 0, (byte) 0xFF, 0x1e, 4};
  private final EncodedEvent event =
      EncodedEvent.binary("picture", List.of(DATA), bytes("{\"_placeholder\":true,\"num\":0}"));

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
      assertThat(socket.awaitClose()).isEqualTo(RawWebSocket.NO_CLOSE_FRAME);
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
