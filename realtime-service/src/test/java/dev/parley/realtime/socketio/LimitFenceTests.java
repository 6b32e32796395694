package dev.parley.realtime.socketio;

import static dev.parley.realtime.socketio.Handlers.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.Locale;
import org.junit.jupiter.api.Test;

/// Limits that nothing gets around.
class LimitFenceTests extends FenceContract {

  @Test
  void agreesToNoCompression() {
    SocketServer running = serve(new Handlers.Welcoming());
    try (RawWebSocket socket =
        open(running, "Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits")) {
      assertThat(socket.handshake().toLowerCase(Locale.ROOT))
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
