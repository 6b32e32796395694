package dev.parley.realtime.socketio.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.parley.realtime.socketio.Polling;
import dev.parley.realtime.socketio.RawWebSocket;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/// What every Engine.IO 4 server does, whatever is above it: the cases that the official suites of
/// Engine.IO and Socket.IO share.
///
/// Source: `test-suite/` of <https://github.com/socketio/engine.io-protocol> and
/// <https://github.com/socketio/socket.io-protocol>
public abstract class EngineContract {

  protected static final Duration PING_INTERVAL = Duration.ofMillis(300);

  /// A server that does not ping while a test runs.
  protected abstract Running calm();

  /// A server that pings every 300 ms and waits long for the pong.
  protected abstract Running patient();

  /// A server that waits 200 ms for the pong.
  protected abstract Running impatient();

  /// @param path with a slash at both ends
  public record Running(int port, String path, EngineMetrics metrics) {

    String http(String query) {
      return "http://127.0.0.1:" + port + path + query;
    }

    Polling polling() {
      return Polling.open(port, path);
    }

    RawWebSocket webSocket(String query) {
      return RawWebSocket.open(port, path + query);
    }

    /// Its open packet read.
    RawWebSocket webSocket() {
      RawWebSocket socket = webSocket("?EIO=4&transport=websocket");
      assertThat(socket.nextText()).startsWith("0{");
      return socket;
    }

    RawWebSocket upgrading(Polling polling) {
      return webSocket("?EIO=4&transport=websocket&sid=" + polling.sid());
    }
  }

  @Test
  void opensSessionOverPolling() {
    HttpResponse<String> response = Polling.get(impatient().http("?EIO=4&transport=polling"));

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("content-type")).hasValue("text/plain; charset=UTF-8");
    assertThat(response.body())
        .matches(
            "0\\{\"sid\":\"[A-Za-z0-9_-]{27}\\.a\",\"upgrades\":\\[\"websocket\"],"
                + "\"pingInterval\":300,\"pingTimeout\":200,\"maxPayload\":1000000}");
  }

  @Test
  void opensSessionOverWebSocket() {
    try (RawWebSocket socket = impatient().webSocket("?EIO=4&transport=websocket")) {
      assertThat(socket.nextText())
          .matches(
              "0\\{\"sid\":\"[A-Za-z0-9_-]{27}\\.a\",\"upgrades\":\\[],"
                  + "\"pingInterval\":300,\"pingTimeout\":200,\"maxPayload\":1000000}");
    }
  }

  @Test
  void refusesPollingWithInvalidVersion() {
    refuses("GET", "?transport=polling", 5, "Unsupported protocol version");
    refuses("GET", "?EIO=abc&transport=polling", 5, "Unsupported protocol version");
    refuses("GET", "?EIO=3&transport=polling", 5, "Unsupported protocol version");
  }

  @Test
  void refusesPollingWithInvalidTransport() {
    refuses("GET", "?EIO=4", 0, "Transport unknown");
    refuses("GET", "?EIO=4&transport=abc", 0, "Transport unknown");
  }

  @Test
  void refusesHandshakeWithInvalidMethod() {
    refuses("POST", "?EIO=4&transport=polling", 2, "Bad handshake method");
    refuses("PUT", "?EIO=4&transport=polling", 2, "Bad handshake method");
  }

  @Test
  void refusesUnknownSession() {
    refuses("GET", "?EIO=4&transport=polling&sid=x", 1, "Session ID unknown");
    refuses("POST", "?EIO=4&transport=polling&sid=x", 1, "Session ID unknown");
    try (RawWebSocket socket = calm().webSocket("?EIO=4&transport=websocket&sid=x")) {
      assertThat(socket.status()).isEqualTo(400);
    }
  }

  private void refuses(String method, String query, int code, String message) {
    HttpResponse<String> response = Polling.request(method, patient().http(query));

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(response.body())
        .isEqualTo("{\"code\":%d,\"message\":\"%s\"}".formatted(code, message));
  }

  @Test
  void refusesWebSocketWithInvalidVersion() {
    refusesWebSocket("?transport=websocket");
    refusesWebSocket("?EIO=abc&transport=websocket");
    refusesWebSocket("?EIO=3&transport=websocket");
  }

  @Test
  void refusesWebSocketWithInvalidTransport() {
    refusesWebSocket("?EIO=4");
    refusesWebSocket("?EIO=4&transport=abc");
    refusesWebSocket("?EIO=4&transport=polling");
  }

  private void refusesWebSocket(String query) {
    try (RawWebSocket socket = patient().webSocket(query)) {
      assertThat(socket.status()).isEqualTo(400);
    }
  }

  @Test
  void pingsOverPolling() {
    Polling client = patient().polling();

    for (int i = 0; i < 3; i++) {
      HttpResponse<String> poll = client.poll();
      assertThat(poll.statusCode()).isEqualTo(200);
      assertThat(poll.body()).isEqualTo("2");
      assertThat(client.post("3").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void closesPollingSessionUponPingTimeout() {
    Polling client = impatient().polling();

    await().untilAsserted(() -> assertThat(impatient().metrics().sessions()).isZero());

    assertThat(client.poll().statusCode()).isEqualTo(400);
    assertThat(impatient().metrics().sessionsClosed(CloseReason.PING_TIMEOUT)).isPositive();
  }

  @Test
  void pingsOverWebSocket() {
    try (RawWebSocket socket = patient().webSocket()) {
      for (int i = 0; i < 3; i++) {
        assertThat(socket.nextText()).isEqualTo("2");
        socket.text("3");
      }
    }
  }

  @Test
  void closesWebSocketUponPingTimeout() {
    try (RawWebSocket socket = impatient().webSocket()) {
      assertThat(socket.nextText()).isEqualTo("2");
      assertThat(socket.next()).isNull();
    }
  }

  @Test
  void closesPollingSessionOnClosePacket() {
    Polling client = calm().polling();
    CompletableFuture<HttpResponse<String>> poll = client.pollAsync();

    assertThat(client.post("1").body()).isEqualTo("ok");

    assertThat(poll.join().body()).isEqualTo("6");
    assertThat(client.poll().statusCode()).isEqualTo(400);
  }

  @Test
  void closesWebSocketOnClosePacket() {
    try (RawWebSocket socket = calm().webSocket()) {
      socket.text("1");
      assertThat(socket.awaitClose()).isEqualTo(1000);
    }
  }

  @Test
  void upgradesFromPollingToWebSocket() {
    Polling client = calm().polling();
    try (RawWebSocket socket = calm().upgrading(client)) {
      socket.text("2probe");
      assertThat(socket.nextText()).isEqualTo("3probe");
      HttpResponse<String> poll = client.poll();
      assertThat(poll.statusCode()).isEqualTo(200);
      assertThat(poll.body()).isEqualTo("6");

      socket.text("5").text("1");

      assertThat(socket.awaitClose()).isEqualTo(1000);
    }
  }

  @Test
  void endsThePendingPollWhenProbed() {
    Polling client = calm().polling();
    CompletableFuture<HttpResponse<String>> poll = client.pollAsync();
    try (RawWebSocket socket = calm().upgrading(client)) {
      socket.text("2probe");

      assertThat(socket.nextText()).isEqualTo("3probe");
      assertThat(poll.join().body()).isEqualTo("6");
    }
  }

  @Test
  void refusesPollsAfterUpgrade() {
    Polling client = patient().polling();
    try (RawWebSocket socket = patient().upgrading(client)) {
      socket.text("2probe").text("5");

      assertThat(client.poll().statusCode()).isEqualTo(400);
      assertThat(client.post("4hello").statusCode()).isEqualTo(400);

      assertThat(socket.nextText()).isEqualTo("3probe");
      assertThat(socket.nextText()).isEqualTo("2");
    }
  }

  @Test
  void closesSecondWebSocketOfOneSession() {
    Polling client = patient().polling();
    try (RawWebSocket first = patient().upgrading(client);
        RawWebSocket early = patient().upgrading(client)) {
      assertThat(early.awaitClose()).isPositive();
      first.text("2probe").text("5");
      assertThat(first.nextText()).isEqualTo("3probe");
      try (RawWebSocket late = patient().upgrading(client)) {
        assertThat(late.awaitClose()).isPositive();
      }
      assertThat(first.nextText()).isEqualTo("2");
    }
  }

  @Test
  void staysOnPollingWhenTheUpgradeBreaks() {
    Polling client = patient().polling();
    try (RawWebSocket socket = patient().upgrading(client)) {
      socket.text("2probe");
      assertThat(socket.nextText()).isEqualTo("3probe");
    }

    await().untilAsserted(() -> assertThat(client.poll().body()).contains("2"));
    assertThat(client.post("3").body()).isEqualTo("ok");
  }

  @Test
  void closesUpgradeThatSaysAnythingElse() {
    Polling client = calm().polling();
    try (RawWebSocket socket = calm().upgrading(client)) {
      socket.text("4early");
      assertThat(socket.awaitClose()).isEqualTo(1002);
    }
    assertThat(client.post("3").body()).isEqualTo("ok");
  }
}
