package dev.parley.gateway.socket;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.parley.gateway.testing.GatewayTest;
import dev.parley.gateway.testing.RawNode;
import dev.parley.gateway.testing.RawNode.Connection;
import io.micrometer.core.instrument.MeterRegistry;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.util.ResourceLeakDetector;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/// WebSocket connections through the gateway, looked at as bytes on both sides.
class TunnelIT extends GatewayTest {

  private static final RawNode NODE_A = new RawNode();
  private static final RawNode NODE_B = new RawNode();
  private static final int MEGABYTE = 1024 * 1024;

  private final List<Socket> clients = new ArrayList<>();
  @Autowired private MeterRegistry metrics;

  @DynamicPropertySource
  static void nodes(DynamicPropertyRegistry registry) {
    registry.add("test.nodes", () -> "a=" + NODE_A.url() + ",b=" + NODE_B.url());
    registry.add("parley.gateway.timeouts.answer", () -> "2s");
  }

  @BeforeEach
  void resetNodes() {
    for (RawNode node : List.of(NODE_A, NODE_B)) {
      node.answers(_ -> RawNode.SWITCH);
      node.forgetConnections();
    }
  }

  @AfterEach
  void closeClients() throws IOException {
    for (Socket client : clients) {
      client.close();
    }
    Awaitility.await().until(() -> tunnels() == 0);
  }

  private double tunnels() {
    return metrics.get("parley.gateway.sockets").gauge().value();
  }

  private Socket connect() throws IOException {
    Socket client = new Socket("127.0.0.1", port());
    client.setSoTimeout(10_000);
    clients.add(client);
    return client;
  }

  private Socket upgrade(String query, String... headers) throws IOException {
    Socket client = connect();
    String more = headers.length == 0 ? "" : String.join("\r\n", headers) + "\r\n";
    RawNode.write(
        client,
        "GET /socket.io/?EIO=4&transport=websocket"
            + query
            + " HTTP/1.1\r\nHost: chat.example\r\nUpgrade: websocket\r\n"
            + "Connection: keep-alive, Upgrade\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
            + "Sec-WebSocket-Version: 13\r\n"
            + more
            + "\r\n");
    return client;
  }

  private Socket open(String query, String... headers) throws IOException {
    Socket client = upgrade(query, headers);
    assertThat(RawNode.head(client))
        .startsWith("HTTP/1.1 101 ")
        .contains("s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
    return client;
  }

  private static boolean isClosed(Socket socket) throws IOException {
    try {
      return socket.getInputStream().read() < 0;
    } catch (SocketTimeoutException open) {
      return false;
    } catch (IOException reset) {
      return true;
    }
  }

  @Test
  void passesBytesBothWaysUntouched() throws IOException {
    Socket client = open("&sid=x.b");
    Connection node = NODE_B.next();

    String bytes = "any bytes \0\u00ff at all";
    RawNode.write(client, bytes);
    assertThat(node.read(bytes.length())).isEqualTo(bytes);
    node.write("and back");
    assertThat(RawNode.read(client, 8)).isEqualTo("and back");
    assertThat(tunnels()).isEqualTo(1);
  }

  @Test
  void passesTheUpgradeOnWithoutWhatAClientMayNotSay() throws IOException {
    open(
        "&sid=x.a",
        "Authorization: Bearer t",
        "Cookie: io=chosen",
        "X-Forwarded-For: 1.2.3.4",
        "Forwarded: for=1.2.3.4",
        "Origin: http://chat.example");

    String head = NODE_A.next().head().toLowerCase(java.util.Locale.ROOT);
    assertThat(head)
        .startsWith("get /socket.io/?eio=4&transport=websocket&sid=x.a http/1.1\r\n")
        .contains("\r\nauthorization: bearer t\r\n")
        .contains("\r\nsec-websocket-key: dghlihnhbxbszsbub25jzq==\r\n")
        .contains("\r\nx-forwarded-for: 127.0.0.1\r\n")
        .contains("\r\ntraceparent: 00-")
        .doesNotContain("cookie")
        .doesNotContain("1.2.3.4")
        .doesNotContain("origin");
  }

  @Test
  void framesThatComeWithTheAnswerAreNotLost() throws IOException {
    NODE_A.answers(_ -> RawNode.SWITCH + "first frame");
    Socket client = open("&sid=x.a");

    assertThat(RawNode.read(client, 11)).isEqualTo("first frame");
  }

  @Test
  void aConnectionThatServedRequestsBeforeCanBeUpgraded() throws IOException {
    Socket client = connect();
    RawNode.write(client, "GET /nothing HTTP/1.1\r\nHost: h\r\n\r\n");
    String head = RawNode.head(client);
    int length = Integer.parseInt(head.replaceAll("(?s).*Content-Length: (\\d+).*", "$1"));
    RawNode.read(client, length);
    RawNode.write(
        client,
        "GET /socket.io/?sid=x.a HTTP/1.1\r\n"
            + "Host: h\r\n"
            + "Upgrade: websocket\r\n"
            + "Connection: Upgrade\r\n\r\n");

    assertThat(RawNode.head(client)).startsWith("HTTP/1.1 101 ");
    NODE_A.next().write("hello");
    assertThat(RawNode.read(client, 5)).isEqualTo("hello");
  }

  @Test
  void whatTheNodeSaidLastReachesTheClientBeforeTheEnd() throws Exception {
    int bytes = 30 * MEGABYTE;
    Socket client = open("&sid=x.a");
    Connection node = NODE_A.next();
    Thread writer =
        Thread.ofPlatform()
            .start(() -> {
              node.write("x".repeat(bytes));
              close(node.socket());
            });
    // A slow reader: the buffers on the way are full when the end comes, and some wait here.
    int read = 0;
    for (int n = 1; n > 0 && read < bytes; read += n) {
      n = client.getInputStream().readNBytes(128 * 1024).length;
      Thread.sleep(2);
    }
    assertThat(read).isEqualTo(bytes);
    assertThat(isClosed(client)).isTrue();
    writer.join();
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void whatTheClientSaidLastReachesTheNodeBeforeTheEnd() throws IOException {
    Socket client = open("&sid=x.a");
    Connection node = NODE_A.next();
    RawNode.write(client, "x".repeat(MEGABYTE));
    client.shutdownOutput();

    assertThat(node.read(MEGABYTE)).hasSize(MEGABYTE);
    assertThat(isClosed(node.socket())).isTrue();
    assertThat(isClosed(client)).isTrue();
  }

  @Test
  void aNodeThatDiesEndsItsClients() throws IOException {
    Socket client = open("&sid=x.a");
    Connection node = NODE_A.next();
    node.socket().setSoLinger(true, 0);
    node.socket().close();

    assertThat(isClosed(client)).isTrue();
  }

  @Test
  void aClientThatDiesEndsItsSession() throws IOException {
    Socket client = open("&sid=x.a");
    Connection node = NODE_A.next();
    client.setSoLinger(true, 0);
    client.close();

    assertThat(isClosed(node.socket())).isTrue();
  }

  @Test
  void aClientThatDoesNotReadHoldsTheNodeBack() throws Exception {
    Socket client = open("&sid=x.a");
    Connection node = NODE_A.next();
    byte[] chunk = new byte[64 * 1024];
    long[] written = new long[1];
    Thread writer =
        Thread.ofPlatform()
            .start(() -> {
              try {
                for (int i = 0; i < 1600; i++) {
                  node.socket().getOutputStream().write(chunk);
                  written[0] += chunk.length;
                }
              } catch (IOException ended) {
                // the test is over
              }
            });
    long[] before = {-1};
    Awaitility.await()
        .pollInterval(Duration.ofMillis(500))
        .until(() -> {
          boolean stands = written[0] == before[0];
          before[0] = written[0];
          return stands;
        });

    // What the kernel holds for two connections, and next to nothing of the gateway's.
    assertThat(written[0]).isLessThan(40L * MEGABYTE);
    assertThat(PooledByteBufAllocator.DEFAULT.metric().usedDirectMemory())
        .isLessThan(32L * MEGABYTE);
    for (int read = 0; read < 100 * MEGABYTE; read += chunk.length) {
      assertThat(client.getInputStream().readNBytes(chunk.length)).hasSize(chunk.length);
    }
    writer.join();
  }

  @Test
  void aRefusalIsPassedOnAsTheNodeGaveIt() throws IOException {
    NODE_A.answers(_ ->
        "HTTP/1.1 400 Bad Request\r\nContent-Type: application/json\r\nContent-Length: 31\r\n\r\n"
            + "{\"code\":3,\"message\":\"Bad request\"}".substring(0, 31));
    Socket client = upgrade("&sid=x.a");

    assertThat(RawNode.head(client)).startsWith("HTTP/1.1 400 ").contains("application/json");
    assertThat(RawNode.read(client, 31)).startsWith("{\"code\":3");
    assertThat(isClosed(client)).isTrue();
  }

  @Test
  void anUnknownSessionIsRefused() throws IOException {
    Socket client = upgrade("&sid=x.gone");

    assertThat(RawNode.head(client)).startsWith("HTTP/1.1 400 ");
    assertThat(RawNode.read(client, 43)).contains("Session ID unknown");
  }

  @Test
  void aNodeThatNeverAnswersIsGivenUp() throws IOException {
    NODE_A.answers(_ -> "");
    Socket client = upgrade("&sid=x.a");

    assertThat(RawNode.head(client))
        .startsWith("HTTP/1.1 503 ")
        .contains("application/problem+json")
        .contains("retry-after: ");
    assertThat(isClosed(NODE_A.next().socket())).isTrue();
  }

  @Test
  void aPageFromElsewhereIsRefused() throws IOException {
    Socket client = upgrade("", "Origin: https://evil.example");

    assertThat(RawNode.head(client))
        .startsWith("HTTP/1.1 403 ")
        .contains("application/problem+json");
  }

  @Test
  void anUpgradeWithABodyIsRefused() throws IOException {
    Socket client = upgrade("", "Content-Length: 5");

    assertThat(RawNode.head(client))
        .startsWith("HTTP/1.1 400 ")
        .contains("application/problem+json");
  }

  @Test
  void leaksNoBuffers() throws IOException {
    var level = ResourceLeakDetector.getLevel();
    Logger detector = (Logger) LoggerFactory.getLogger(ResourceLeakDetector.class);
    ListAppender<ILoggingEvent> leaks = new ListAppender<>();
    leaks.start();
    detector.addAppender(leaks);
    ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.PARANOID);
    try {
      for (int i = 0; i < 40; i++) {
        exchangeAndBreak(i);
      }
      Awaitility.await().until(() -> tunnels() == 0);
      for (int i = 0; i < 5; i++) {
        System.gc();
        // The detector looks at what was lost when the next buffer is made.
        PooledByteBufAllocator.DEFAULT.buffer(64).release();
      }
    } finally {
      ResourceLeakDetector.setLevel(level);
      detector.detachAppender(leaks);
    }
    assertThat(leaks.list).extracting(ILoggingEvent::getFormattedMessage).isEmpty();
  }

  private void exchangeAndBreak(int round) throws IOException {
    NODE_A.answers(_ ->
        round % 4 == 3 ? "HTTP/1.1 403 No\r\nContent-Length: 2\r\n\r\nno" : RawNode.SWITCH + "x");
    Socket client = upgrade("&sid=x.a");
    RawNode.head(client);
    Connection node = NODE_A.next();
    if (round % 4 != 3) {
      RawNode.write(client, "y".repeat(100_000));
      node.write("z".repeat(100_000));
    }
    Socket first = round % 2 == 0 ? client : node.socket();
    first.setSoLinger(true, 0);
    first.close();
    node.socket().close();
  }
}
