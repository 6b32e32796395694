package dev.parley.realtime.delivery;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.parley.common.id.UserId;
import dev.parley.common.testing.Tokens;
import dev.parley.realtime.session.SessionRegistry;
import dev.parley.realtime.socketio.RawWebSocket;
import dev.parley.realtime.socketio.SocketConnection;
import dev.parley.realtime.testing.ConversationServiceStub.Conversation;
import dev.parley.realtime.testing.RealtimeTest;
import dev.parley.realtime.testing.SocketClient;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

class SlowClientIT extends RealtimeTest {

  private static final int MESSAGES = 600;
  private static final String LONG = "x".repeat(16_000);

  /// More than makes presence be left out, and less than typing.
  private static final long WAITING = 100 * 1024;

  @Autowired private MeterRegistry metrics;
  @Autowired private SessionRegistry registry;

  /// Its queue is bounded: it is closed, to come back and ask for what it has missed.
  @Test
  void closesWhoDoesNotReadAndKeepsNobodyElseWaiting() throws IOException {
    String ann = user("ann");
    String bob = user("bob");
    Conversation conversation = conversationService.conversation(ann, bob);
    SocketClient reader = connect(bob);
    double closedBefore = slowClients();

    try (Socket slow = connectAndNeverRead(ann)) {
      await().atMost(SocketClient.PATIENCE).until(() -> sessions() == 2);
      for (int i = 1; i <= MESSAGES; i++) {
        messageService.sentElsewhere(conversation, bob, LONG);
      }
      await()
          .atMost(Duration.ofSeconds(30))
          .until(() -> reader.all("new_message").size() == MESSAGES);
      await().atMost(SocketClient.PATIENCE).until(() -> sessions() == 1);
      assertThat(slow.isClosed()).isFalse();
    }

    assertThat(slowClients()).isEqualTo(closedBefore + 1);
    assertThat(reader.isConnected()).isTrue();
  }

  /// Who is here is the first thing to be left out; messages wait, and arrive.
  @Test
  void leavesOutWhoIsHereWhileMessagesWait() {
    String ann = user("ann");
    String bob = user("bob");
    String cem = user("cem");
    Conversation conversation = conversationService.conversation(ann, bob, cem);
    SocketClient reader = connect(cem);
    reader.ask("presence_subscribe", Map.of("user_ids", List.of(bob)));
    try (RawWebSocket slow =
        RawWebSocket.open(
            socketUrl().getPort(),
            4096,
            "/socket.io/?EIO=4&transport=websocket",
            "Authorization: " + Tokens.bearer(ann))) {
      slow.text("40");
      readUntil(slow, "\"connected\"");
      slow.text("420[\"presence_subscribe\",{\"user_ids\":[\"" + bob + "\"]}]");
      readUntil(slow, "430[");
      SocketConnection connection = connectionOf(ann);
      int sent = 0;
      while (connection.queuedBytes() <= WAITING) {
        messageService.sentElsewhere(conversation, cem, LONG);
        int count = ++sent;
        await().atMost(SocketClient.PATIENCE).until(() -> reader.messages().size() == count);
      }

      connect(bob);
      reader.next("presence");
      messageService.sentElsewhere(conversation, cem, "last");

      List<String> told = readUntil(slow, "\"last\"");
      assertThat(told).hasSize(sent + 1).noneMatch(text -> text.startsWith("42[\"presence\""));
    }
  }

  private SocketConnection connectionOf(String user) {
    return Objects.requireNonNull(registry.user(new UserId(user)))
        .sessions()
        .getFirst()
        .connection();
  }

  /// All that it is told, up to what contains the text.
  private static List<String> readUntil(RawWebSocket socket, String last) {
    List<String> texts = new ArrayList<>();
    do {
      texts.add(socket.nextMessage());
    } while (!texts.getLast().contains(last));
    return texts;
  }

  private double sessions() {
    return metrics.get("parley.realtime.sessions").gauge().value();
  }

  private double slowClients() {
    return metrics
        .get("parley.socket.closed")
        .tag("reason", "slow_client")
        .functionCounter()
        .count();
  }

  /// A WebSocket by hand, with as little room as the kernel gives.
  private Socket connectAndNeverRead(String user) throws IOException {
    Socket socket = new Socket();
    socket.setReceiveBufferSize(4096);
    socket.connect(new InetSocketAddress("127.0.0.1", socketUrl().getPort()));
    OutputStream out = socket.getOutputStream();
    String key = Base64.getEncoder().encodeToString(new byte[16]);
    out.write(
        ("""
        GET /socket.io/?EIO=4&transport=websocket HTTP/1.1
        Host: 127.0.0.1
        Upgrade: websocket
        Connection: Upgrade
        Sec-WebSocket-Key: %s
        Sec-WebSocket-Version: 13
        Authorization: %s

        """
                .formatted(key, Tokens.bearer(user))
                .replace("\n", "\r\n"))
            .getBytes(US_ASCII));
    await().atMost(SocketClient.PATIENCE).until(() -> socket.getInputStream().available() > 0);
    out.write(maskedText("40"));
    out.flush();
    return socket;
  }

  /// RFC 6455, section 5.3, with a mask of zeros.
  private static byte[] maskedText(String text) {
    byte[] payload = text.getBytes(US_ASCII);
    byte[] frame = new byte[6 + payload.length];
    frame[0] = (byte) 0x81;
    frame[1] = (byte) (0x80 | payload.length);
    System.arraycopy(payload, 0, frame, 6, payload.length);
    return frame;
  }
}
