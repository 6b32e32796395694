package dev.parley.realtime.socketio;

import static dev.parley.realtime.socketio.Handlers.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.parley.realtime.socketio.engine.CloseReason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Order and bounds of what goes to the clients.
class DeliveryTests {

  private static final long MAX_QUEUED = 256 * 1024;
  private static final byte[] FILLER = bytes("\"" + "x".repeat(8000) + "\"");

  /// One packet, which the limit may have overlooked.
  private static final long ON_ITS_WAY = FILLER.length + 200;

  private final Handlers.Welcoming handler = new Handlers.Welcoming();
  private final SocketServer server =
      new SocketServer(
          SocketServerProperties.of("127.0.0.1", 0, "a").withLimits(1_000_000, MAX_QUEUED, 1000),
          handler);

  @BeforeEach
  void start() {
    server.start();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private RawWebSocket connected(int receiveBuffer) {
    RawWebSocket socket =
        RawWebSocket.open(server.port(), receiveBuffer, "/socket.io/?EIO=4&transport=websocket");
    assertThat(socket.nextText()).startsWith("0{");
    socket.text("40");
    assertThat(socket.nextText()).startsWith("40{");
    return socket;
  }

  private SocketConnection accepted() {
    await().until(() -> !handler.connecting.isEmpty());
    return handler.connecting.remove();
  }

  @Test
  void closesTheClientThatStopsReadingWhileOthersGetEverything() {
    try (RawWebSocket stuck = connected(4096)) {
      SocketConnection toStuck = accepted();
      try (RawWebSocket reading = connected(0)) {
        SocketConnection toReading = accepted();
        int sent = 0;
        while (toStuck.isConnected()) {
          EncodedEvent event = EncodedEvent.of("n", bytes(sent++ + ","), FILLER);
          toStuck.emit(event, Priority.NORMAL);
          toReading.emit(event, Priority.NORMAL);
          assertThat(toStuck.queuedBytes()).isLessThanOrEqualTo(MAX_QUEUED + ON_ITS_WAY);
          assertThat(reading.nextText()).startsWith("42[\"n\"," + (sent - 1) + ",");
          assertThat(sent).isLessThan(10_000);
        }
        assertThat(toReading.isConnected()).isTrue();
      }
      await().untilAsserted(() -> assertThat(handler.disconnects).contains("slow client"));
      assertThat(server.metrics().sessionsClosed(CloseReason.SLOW_CLIENT)).isOne();
    }
  }

  @Test
  void shedsWhatMayBeShedOnceHalfOfTheQueueIsUsed() {
    try (RawWebSocket stuck = connected(4096)) {
      SocketConnection connection = accepted();
      EncodedEvent typing = EncodedEvent.of("typing", bytes("1"));
      EncodedEvent message = EncodedEvent.of("message", FILLER);
      int sent = fillHalf(connection, message);
      connection.emit(typing, Priority.SHEDDABLE);
      connection.emit(message, Priority.NORMAL);

      assertThat(server.metrics().packetsShed()).isOne();
      assertThat(connection.isConnected()).isTrue();
      for (int i = 0; i <= sent; i++) {
        assertThat(stuck.nextText()).startsWith("42[\"message\"");
      }
      await().until(() -> connection.queuedBytes() == 0);
      connection.emit(typing, Priority.SHEDDABLE);
      assertThat(stuck.nextText()).isEqualTo("42[\"typing\",1]");
    }
  }

  /// Sends until over half of the queue is used and the kernel takes nothing more of it.
  private static int fillHalf(SocketConnection connection, EncodedEvent message) {
    int sent = 0;
    while (connection.queuedBytes() <= MAX_QUEUED / 2) {
      connection.emit(message, Priority.NORMAL);
      assertThat(++sent).isLessThan(10_000);
      if (connection.queuedBytes() > MAX_QUEUED / 2) {
        AtomicLong before = new AtomicLong(-1);
        await()
            .until(() -> {
              long now = connection.queuedBytes();
              return before.getAndSet(now) == now;
            });
      }
    }
    return sent;
  }

  @Test
  void closesThePollingClientThatDoesNotPoll() {
    Polling client = Polling.open(server.port(), "/socket.io/");
    client.post("40");
    SocketConnection connection = accepted();
    int sent = 0;
    while (connection.isConnected()) {
      connection.emit(EncodedEvent.of("message", FILLER), Priority.NORMAL);
      assertThat(++sent).isLessThan(100);
    }
    await().untilAsserted(() -> assertThat(handler.disconnects).contains("slow client"));
    assertThat(client.poll().statusCode()).isEqualTo(400);
  }

  @Test
  void letsOneEventPassThatIsLargerThanTheQueue() {
    try (RawWebSocket socket = connected(0)) {
      SocketConnection connection = accepted();
      await().until(() -> connection.queuedBytes() == 0);
      byte[] large = bytes("\"" + "x".repeat((int) MAX_QUEUED * 2) + "\"");
      connection.emit(EncodedEvent.of("large", large), Priority.NORMAL);
      assertThat(socket.nextText()).hasSize(large.length + 12);
      assertThat(connection.isConnected()).isTrue();
    }
  }

  @Test
  void sendsWhatWasEmittedBeforeTheClose() {
    try (RawWebSocket socket = connected(0)) {
      SocketConnection connection = accepted();
      connection.emit(EncodedEvent.of("session_revoked", bytes("{}")), Priority.NORMAL);
      connection.close();
      connection.emit(EncodedEvent.of("never", bytes("{}")), Priority.NORMAL);
      assertThat(socket.nextText()).isEqualTo("42[\"session_revoked\",{}]");
      assertThat(socket.awaitClose()).isEqualTo(RawWebSocket.NO_CLOSE_FRAME);
    }
    await().untilAsserted(() -> assertThat(handler.disconnects).containsExactly("forced close"));
  }

  /// A client whose probe was answered polls no more: what it is told comes by the WebSocket.
  @Test
  void sendsWhatWasEmittedBeforeTheCloseOfSessionThatIsUpgrading() {
    Polling client = Polling.open(server.port(), "/socket.io/");
    client.post("40");
    assertThat(client.poll().body()).startsWith("40{");
    SocketConnection connection = accepted();
    try (RawWebSocket socket = upgrading(client)) {
      assertThat(socket.text("2probe").nextText()).isEqualTo("3probe");
      connection.emit(EncodedEvent.of("session_revoked", bytes("{}")), Priority.NORMAL);
      connection.close();
      await().untilAsserted(() -> assertThat(handler.disconnects).containsExactly("forced close"));
      socket.text("5");
      assertThat(socket.nextText()).isEqualTo("42[\"session_revoked\",{}]");
      assertThat(socket.awaitClose()).isEqualTo(RawWebSocket.NO_CLOSE_FRAME);
    }
  }

  private RawWebSocket upgrading(Polling client) {
    return RawWebSocket.open(
        server.port(), "/socket.io/?EIO=4&transport=websocket&sid=" + client.sid());
  }

  /// Four threads send; each thread's events must come in its order, none missing or twice.
  @Test
  void keepsEverySendersOrder() {
    int perSender = 300; // fit into the queue, however late they are read
    try (RawWebSocket socket = connected(0)) {
      SocketConnection connection = accepted();
      List<CompletableFuture<?>> senders = startSenders(connection, 4, perSender);
      int[] next = new int[4];
      for (int i = 0; i < 4 * perSender; i++) {
        expectNext(next, socket.nextText());
      }
      senders.forEach(CompletableFuture::join);
    }
  }

  /// The same while the client goes from polling to a WebSocket, whose event loop may be another.
  @Test
  void keepsEverySendersOrderThroughAnUpgrade() {
    int perSender = 300;
    for (int round = 0; round < 20; round++) {
      Polling client = Polling.open(server.port(), "/socket.io/");
      client.post("40");
      assertThat(client.poll().body()).startsWith("40{");
      SocketConnection connection = accepted();
      int[] next = new int[2];
      try (RawWebSocket socket = upgrading(client)) {
        List<CompletableFuture<?>> senders = startSenders(connection, 2, perSender);
        pollUntilProbed(client, socket, next);
        socket.text("5");
        while (next[0] + next[1] < 2 * perSender) {
          expectNext(next, socket.nextText());
        }
        senders.forEach(CompletableFuture::join);
      }
    }
  }

  private static void pollUntilProbed(Polling client, RawWebSocket socket, int[] next) {
    AtomicBoolean probed = new AtomicBoolean();
    CompletableFuture<Void> probe =
        CompletableFuture.runAsync(() -> {
          assertThat(socket.text("2probe").nextText()).isEqualTo("3probe");
          probed.set(true);
        });
    while (!probed.get()) {
      for (String packet : client.poll().body().split("\u001e")) {
        if (!packet.equals("6")) {
          expectNext(next, packet);
        }
      }
    }
    probe.join();
  }

  private static List<CompletableFuture<?>> startSenders(
      SocketConnection connection, int senders, int each) {
    List<CompletableFuture<?>> running = new ArrayList<>();
    ExecutorService threads = Executors.newThreadPerTaskExecutor(Thread.ofVirtual().factory());
    for (int sender = 0; sender < senders; sender++) {
      String name = "s" + sender;
      running.add(
          CompletableFuture.runAsync(
              () -> {
                for (int i = 0; i < each; i++) {
                  connection.emit(EncodedEvent.of(name, bytes("" + i)), Priority.NORMAL);
                }
              },
              threads));
    }
    return running;
  }

  private static void expectNext(int[] next, String packet) {
    int sender = packet.charAt(5) - '0';
    assertThat(packet).isEqualTo("42[\"s" + sender + "\"," + next[sender]++ + "]");
  }

  /// However many others send to it while it is let in.
  @Test
  void tellsNothingBeforeItHasAnsweredAndWelcomed() throws Exception {
    Handlers.Recording waiting = new Handlers.Recording();
    SocketServer inviting =
        new SocketServer(SocketServerProperties.of("127.0.0.1", 0, "a"), waiting);
    inviting.start();
    try (inviting) {
      for (int round = 0; round < 100; round++) {
        try (RawWebSocket socket =
            RawWebSocket.open(inviting.port(), 0, "/socket.io/?EIO=4&transport=websocket")) {
          assertThat(socket.nextText()).startsWith("0{");
          socket.text("40");
          await()
              .pollDelay(Duration.ZERO)
              .pollInterval(Duration.ofMillis(1))
              .until(() -> !waiting.connecting.isEmpty());
          SocketConnection connection = waiting.connecting.remove();
          AtomicBoolean in = new AtomicBoolean();
          Thread others = Thread.ofPlatform().start(() -> hammer(connection, in));

          assertThat(connection.accept(EncodedEvent.of("welcome", bytes("1")))).isTrue();
          connection.emit(EncodedEvent.of("n", bytes("-1")), Priority.NORMAL);
          in.set(true);
          others.join();

          assertThat(socket.nextText()).startsWith("40{");
          assertThat(socket.nextText()).isEqualTo("42[\"welcome\",1]");
          assertThat(allUntil(socket, "42[\"n\",-1]")).isSorted();
        }
      }
    }
  }

  private static void hammer(SocketConnection connection, AtomicBoolean in) {
    for (int i = 1000; !in.get() && i < 3000; ) {
      if (connection.isConnected()) {
        connection.emit(EncodedEvent.of("n", bytes(Integer.toString(i++))), Priority.NORMAL);
      }
    }
  }

  private static List<Integer> allUntil(RawWebSocket socket, String last) {
    List<Integer> numbers = new ArrayList<>();
    for (String text = socket.nextText(); !text.equals(last); text = socket.nextText()) {
      numbers.add(Integer.parseInt(text.replaceAll("[^0-9]", "")));
    }
    return numbers;
  }
}
