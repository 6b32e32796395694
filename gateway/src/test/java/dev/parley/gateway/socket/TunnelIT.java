package dev.parley.gateway.socket;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.parley.gateway.testing.RawNode;
import dev.parley.gateway.testing.RawNode.Connection;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.util.ResourceLeakDetector;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

class TunnelIT extends SocketTest {

  private static final int MEGABYTE = 1024 * 1024;

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
  void anIdleTunnelStaysOpenAndAnIdleConnectionDoesNot() throws IOException {
    Socket tunnel = open("&sid=x.a");
    Connection node = NODE_A.next();
    Socket idle = connect();
    RawNode.write(idle, "GET / HTTP/1.1\r\nHo");

    assertThat(isClosed(idle)).isTrue();
    tunnel.setSoTimeout(3_500);
    assertThat(isClosed(tunnel)).isFalse();
    node.write("still there");
    assertThat(RawNode.read(tunnel, 11)).isEqualTo("still there");
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

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aClientThatReadsNothingIsGivenUp(boolean nodeEnds) throws Exception {
    open("&sid=x.a");
    Connection node = NODE_A.next();
    Thread writer =
        Thread.ofPlatform()
            .start(() -> {
              try {
                byte[] chunk = new byte[64 * 1024];
                for (int i = 0; i < 1600; i++) {
                  node.socket().getOutputStream().write(chunk);
                }
              } catch (IOException ended) {
                // by the gateway, or below
              }
            });
    if (nodeEnds) {
      Awaitility.await().until(() -> writer.getState() != Thread.State.NEW);
      node.socket().setSoLinger(true, 0);
      node.socket().close();
    }

    Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> tunnels() == 0);
    writer.join();
  }

  @Test
  void moreThanTheGatewayHoldsAreRefused() throws IOException {
    List<Socket> open = new ArrayList<>();
    for (int i = 0; i < MAX; i++) {
      open.add(open("&sid=x.a"));
    }
    assertThat(RawNode.head(upgrade("&sid=x.a"))).startsWith("HTTP/1.1 503 ");

    open.getFirst().close();
    Awaitility.await().until(() -> tunnels() == MAX - 1);
    open("&sid=x.a");
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
