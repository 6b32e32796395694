package dev.parley.realtime.socketio;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Long-polling as plain HTTP: what a proxy that keeps and shares its connections relies on.
class HttpTests {

  private static final String PATH = "/socket.io/";
  private static final String OPEN = PATH + "?EIO=4&transport=polling";
  private static final String ALLOWED = "https://app.example";
  private static final Handlers.Welcoming handler = new Handlers.Welcoming();
  private static SocketServer server;

  @BeforeAll
  static void start() {
    server = new SocketServer(properties(), handler);
    server.start();
  }

  private static SocketServerProperties properties() {
    return SocketServerProperties.of("127.0.0.1", 0, "a").withAllowedOrigins(Set.of(ALLOWED));
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  /// One TCP connection.
  private static final class Connection implements AutoCloseable {
    private final Socket socket;
    private final InputStream in;

    Connection(int port) throws IOException {
      socket = new Socket(InetAddress.getLoopbackAddress(), port);
      socket.setSoTimeout(20_000);
      in = socket.getInputStream();
    }

    Connection send(String bytes) throws IOException {
      socket.getOutputStream().write(bytes.getBytes(ISO_8859_1));
      return this;
    }

    Connection get(String target) throws IOException {
      return send("GET " + target + " HTTP/1.1\r\nHost: test\r\n\r\n");
    }

    Connection post(String target, String body) throws IOException {
      return send(
          "POST %s HTTP/1.1\r\nHost: test\r\nContent-Length: %d\r\n\r\n%s"
              .formatted(target, body.length(), body));
    }

    /// Status line, headers and body of the next response.
    String read() throws IOException {
      StringBuilder head = new StringBuilder();
      while (head.indexOf("\r\n\r\n") < 0) {
        int b = in.read();
        if (b < 0) {
          throw new IOException("closed after: " + head);
        }
        head.append((char) b);
      }
      int at = head.indexOf("content-length: ");
      int length = at < 0 ? 0 : Integer.parseInt(head.substring(at + 16, head.indexOf("\r\n", at)));
      return head + new String(in.readNBytes(length), ISO_8859_1);
    }

    boolean isAtEnd() throws IOException {
      return in.read() < 0;
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }

  @Test
  void servesAThousandRequestsOverOneConnection() throws IOException {
    try (Connection connection = new Connection(server.port())) {
      for (int i = 0; i < 250; i++) {
        String target = OPEN + "&sid=" + Polling.sid(connection.get(OPEN).read());
        assertThat(connection.post(target, "40").read()).startsWith("HTTP/1.1 200").endsWith("ok");
        assertThat(connection.get(target).read())
            .startsWith("HTTP/1.1 200")
            .doesNotContain("connection: close")
            .contains("40{");
        assertThat(connection.post(target, "1").read()).endsWith("ok");
      }
    }
  }

  @Test
  void keepsConnectionsOpenAfterRefusals() throws IOException {
    try (Connection connection = new Connection(server.port())) {
      connection.get(PATH + "?EIO=4");
      assertThat(connection.read()).startsWith("HTTP/1.1 400").contains("Transport unknown");
      connection.post(OPEN + "&sid=none", "4hello");
      assertThat(connection.read()).startsWith("HTTP/1.1 400").contains("Session ID unknown");
      connection.get("/other");
      assertThat(connection.read()).startsWith("HTTP/1.1 404");
      connection.get(PATH + "?EIO=%zz");
      assertThat(connection.read()).startsWith("HTTP/1.1 400");
      assertThat(connection.get(OPEN).read()).startsWith("HTTP/1.1 200");
    }
  }

  @Test
  void answersPipelinedRequestsInOrder() throws IOException {
    try (Connection connection = new Connection(server.port())) {
      String target = OPEN + "&sid=" + Polling.sid(connection.get(OPEN).read());
      connection.post(target, "40").get(target).post(target, "42[\"a\"]").get(OPEN);

      assertThat(connection.read()).endsWith("ok");
      assertThat(connection.read()).contains("40{");
      assertThat(connection.read()).endsWith("ok");
      assertThat(connection.read()).contains("0{\"sid\"");
    }
  }

  @Test
  void closesWhereTheClientAsksForIt() throws IOException {
    try (Connection connection = new Connection(server.port())) {
      connection.send("GET " + OPEN + " HTTP/1.1\r\nHost: test\r\nConnection: close\r\n\r\n");
      assertThat(connection.read()).contains("connection: close").contains("0{");
      assertThat(connection.isAtEnd()).isTrue();
    }
    try (Connection connection = new Connection(server.port())) {
      connection.send("GET " + OPEN + " HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
      assertThat(connection.read()).contains("connection: keep-alive");
      assertThat(connection.get(OPEN).read()).startsWith("HTTP/1.1 200");
    }
  }

  @Test
  void readsChunkedBodiesAndExpectations() throws IOException {
    try (Connection connection = new Connection(server.port())) {
      String target = OPEN + "&sid=" + Polling.sid(connection.get(OPEN).read());
      connection.send(
          "POST "
              + target
              + " HTTP/1.1\r\nHost: test\r\nTransfer-Encoding: chunked\r\nExpect: 100-continue\r\n\r\n");
      assertThat(connection.read()).startsWith("HTTP/1.1 100");
      connection.send("1\r\n4\r\n").send("1\r\n0\r\n0\r\n\r\n");
      assertThat(connection.read()).endsWith("ok");
      assertThat(connection.get(target).read()).contains("40{");
    }
  }

  @Test
  void boundsChunkedBodies() throws IOException {
    try (Connection connection = new Connection(server.port())) {
      String target = OPEN + "&sid=" + Polling.sid(connection.get(OPEN).read());
      connection.send(
          "POST " + target + " HTTP/1.1\r\nHost: test\r\nTransfer-Encoding: chunked\r\n\r\n");
      String chunk = "F4240\r\n" + "x".repeat(1_000_000) + "\r\n";
      connection.send("1\r\n4\r\n" + chunk);
      assertThat(connection.read()).startsWith("HTTP/1.1 413").contains("connection: close");
    }
  }

  @Test
  void boundsHeadersAndRequestLines() throws IOException {
    for (String request :
        List.of(
            "GET " + OPEN + "&x=" + "x".repeat(5000) + " HTTP/1.1\r\nHost: test\r\n\r\n",
            "GET " + OPEN + " HTTP/1.1\r\nX: " + "x".repeat(20_000) + "\r\n\r\n")) {
      try (Connection connection = new Connection(server.port())) {
        connection.send(request);
        assertThat(connection.read()).startsWith("HTTP/1.1 431").contains("connection: close");
      }
    }
  }

  @Test
  void closesWhatIsNotHttp() throws IOException {
    try (Connection connection = new Connection(server.port())) {
      connection.send("\u0016\u0003\u0001 not http\r\n\r\n");
      assertThat(connection.read()).startsWith("HTTP/1.1 400");
      assertThat(connection.isAtEnd()).isTrue();
    }
  }

  @Test
  void closesConnectionsThatNeverAsk() throws IOException {
    Duration soon = Duration.ofMillis(100);
    try (SocketServer hasty =
        new SocketServer(
            properties().withTimeouts(soon, soon).withHeartbeat(soon, soon), handler)) {
      hasty.start();
      try (Connection silent = new Connection(hasty.port());
          Connection slow = new Connection(hasty.port())) {
        slow.send("GET " + OPEN + " HTTP/1.1\r\nHo");
        assertThat(silent.isAtEnd()).isTrue();
        assertThat(slow.isAtEnd()).isTrue();
      }
    }
  }

  @Test
  void refusesASecondPostWhileOneIsUnderWay() throws IOException {
    try (Connection slow = new Connection(server.port())) {
      String sid = Polling.sid(slow.get(OPEN).read());
      String target = OPEN + "&sid=" + sid;
      slow.send("POST " + target + " HTTP/1.1\r\nHost: test\r\nContent-Length: 2\r\n\r\n4");
      try (Connection other = new Connection(server.port())) {
        await()
            .untilAsserted(
                () -> assertThat(other.post(target, "40").read()).startsWith("HTTP/1.1 400"));
        slow.send("0");
        assertThat(slow.read()).startsWith("HTTP/1.1 400");
        assertThat(other.get(target).read()).startsWith("HTTP/1.1 400");
      }
    }
  }

  @Test
  void endsSessionWhosePollIsCutOff() throws IOException {
    String sid;
    int before = handler.disconnects.size();
    try (Connection connection = new Connection(server.port())) {
      sid = Polling.sid(connection.get(OPEN).read());
      connection.post(OPEN + "&sid=" + sid, "40").read();
      connection.get(OPEN + "&sid=" + sid).read();
      connection.get(OPEN + "&sid=" + sid);
    }
    await().until(() -> handler.disconnects.size() > before);
    assertThat(handler.disconnects).contains("transport error");
    String target = "http://127.0.0.1:" + server.port() + OPEN + "&sid=" + sid;
    assertThat(Polling.get(target).statusCode()).isEqualTo(400);
  }

  @Test
  void servesManyPollingClientsOverSharedConnections() {
    List<CompletableFuture<HttpResponse<String>>> polls = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      Polling client = Polling.open(server.port(), PATH);
      assertThat(client.post("40").body()).isEqualTo("ok");
      assertThat(client.poll().body()).startsWith("40{");
      assertThat(client.post("421[\"hello\"]").body()).isEqualTo("ok");
      polls.add(client.pollAsync());
    }
    assertThat(polls).allSatisfy(poll -> assertThat(poll.join().body()).startsWith("431["));
  }

  /// The close packet comes after it, alone: the official JavaScript client would drop the rest of
  /// its payload.
  @Test
  void givesWhatIsQueuedToTheNextPollWhenTheServerCloses() {
    Handlers.Recording closing =
        new Handlers.Recording() {
          @Override
          public void onConnect(SocketConnection connection, ConnectRequest request) {
            connection.accept();
            connection.emit(
                EncodedEvent.of("session_revoked", Handlers.bytes("{}")), Priority.NORMAL);
            connection.close();
          }
        };
    try (SocketServer revoking = new SocketServer(properties(), closing)) {
      revoking.start();
      Polling client = Polling.open(revoking.port(), PATH);
      client.post("40");
      assertThat(client.poll().body()).matches("40\\{.*}\u001e42\\[\"session_revoked\",\\{}]");
      assertThat(client.poll().body()).isEqualTo("1");
      assertThat(client.poll().statusCode()).isEqualTo(400);
    }
  }

  @Test
  void tellsBrowsersWhichOriginsMayAsk() {
    String uri = "http://127.0.0.1:" + server.port() + OPEN;
    HttpResponse<String> preflight = Polling.request("OPTIONS", uri, "Origin", ALLOWED);
    assertThat(preflight.statusCode()).isEqualTo(204);
    assertThat(preflight.headers().firstValue("access-control-allow-origin")).hasValue(ALLOWED);
    assertThat(preflight.headers().firstValue("access-control-allow-methods")).isPresent();
    HttpResponse<String> allowed = Polling.get(uri, "Origin", ALLOWED);
    assertThat(allowed.headers().firstValue("access-control-allow-origin")).hasValue(ALLOWED);
    assertThat(allowed.headers().firstValue("vary")).hasValue("origin");
    HttpResponse<String> foreign = Polling.get(uri, "Origin", "https://evil.example");
    assertThat(foreign.headers().firstValue("access-control-allow-origin")).isEmpty();
  }

  @Test
  void demandsWebSocketVersion13() throws IOException {
    try (Connection connection = new Connection(server.port())) {
      connection.send(
          "GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: test\r\nUpgrade: websocket\r\n"
              + "Connection: Upgrade\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
              + "Sec-WebSocket-Version: 8\r\n\r\n");
      assertThat(connection.read()).startsWith("HTTP/1.1 426");
    }
  }

  @Test
  void refusesWebSocketWithoutKey() throws IOException {
    try (Connection connection = new Connection(server.port())) {
      connection.send(
          "GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: test\r\nUpgrade: websocket\r\n"
              + "Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\n\r\n");
      assertThat(connection.read()).startsWith("HTTP/1.1 400");
    }
  }

  @Test
  void computesTheAcceptKeyOfTheRfc() {
    try (RawWebSocket socket =
        RawWebSocket.open(server.port(), "/socket.io/?EIO=4&transport=websocket")) {
      // RFC 6455, section 1.3
      assertThat(socket.handshake()).contains("sec-websocket-accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
    }
  }
}
