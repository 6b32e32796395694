package dev.parley.gateway.socket;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.gateway.testing.GatewayTest;
import dev.parley.gateway.testing.RawNode;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/// Opens WebSocket connections through a gateway and looks at them as bytes on both sides.
abstract class SocketTest extends GatewayTest {

  static final RawNode NODE_A = new RawNode();
  static final RawNode NODE_B = new RawNode();

  static final int MAX = 50;

  private final List<Socket> clients = new ArrayList<>();
  @Autowired private MeterRegistry metrics;

  @DynamicPropertySource
  static void nodes(DynamicPropertyRegistry registry) {
    registry.add(
        "test.nodes",
        () -> "a=%s,b=%s,away=http://127.0.0.1:1".formatted(NODE_A.url(), NODE_B.url()));
    registry.add("parley.gateway.timeouts.answer", () -> "2s");
    registry.add("parley.gateway.sockets.max", () -> MAX);
    registry.add("parley.gateway.sockets.stalled-after", () -> "5s");
    registry.add("server.netty.idle-timeout", () -> "3s");
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

  final double tunnels() {
    return metrics.get("parley.gateway.sockets").gauge().value();
  }

  final Socket connect() throws IOException {
    Socket client = new Socket("127.0.0.1", port());
    client.setSoTimeout(10_000);
    clients.add(client);
    return client;
  }

  final Socket upgrade(String query, String... headers) throws IOException {
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

  final Socket open(String query, String... headers) throws IOException {
    Socket client = upgrade(query, headers);
    assertThat(RawNode.head(client))
        .startsWith("HTTP/1.1 101 ")
        .contains("s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
    return client;
  }

  /// Whether the other side has ended the connection, after whatever it said last.
  static boolean isClosed(Socket socket) throws IOException {
    try {
      socket.getInputStream().readAllBytes();
      return true;
    } catch (SocketTimeoutException open) {
      return false;
    } catch (IOException reset) {
      return true;
    }
  }
}
