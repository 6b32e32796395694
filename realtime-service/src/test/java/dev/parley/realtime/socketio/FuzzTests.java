package dev.parley.realtime.socketio;

import static dev.parley.realtime.socketio.Handlers.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/// Random and nearly right bytes: whatever comes, the server serves others and has nothing to
/// complain about. The same bytes each time; `-Dparley.fuzz.seed=` gives others.
class FuzzTests {

  private static final int ROUNDS = 400;
  private static final String[] SEEDS = {
    "40",
    "40{\"token\":\"x\"}",
    "40/messaging,{}",
    "41",
    "41/messaging,",
    "42[\"message\",1]",
    "421[\"message-with-ack\",{\"a\":[1,2.5e3,null,true,\"\\u20ac\"]}]",
    "42/messaging,[\"message\"]",
    "451-[\"message\",{\"_placeholder\":true,\"num\":0}]",
    "431[]",
    "461-1[]",
    "44{}",
    "2",
    "3",
    "2probe",
    "5",
    "6",
    "1",
    "0{}",
    "4",
    ""
  };

  private final long seed = Long.getLong("parley.fuzz.seed", 20_261_121);
  private final Random random = new Random(seed);
  private final ListAppender<ILoggingEvent> logged = new ListAppender<>();
  private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
  private final SocketServer server =
      new SocketServer(
          SocketServerProperties.of("127.0.0.1", 0, "a").withLimits(5000, 1 << 20, 1000),
          new Handlers.Echo());

  @BeforeEach
  void start() {
    server.start();
    logged.start();
    root.addAppender(logged);
  }

  @AfterEach
  void stop() {
    server.close();
    root.detachAppender(logged);
  }

  @Test
  void survivesAnythingOverWebSocket() {
    fuzz(this::overWebSocket);
  }

  @Test
  void survivesAnythingOverPolling() {
    fuzz(this::overPolling);
  }

  @Test
  void survivesAnythingInsteadOfFrames() {
    fuzz(this::insteadOfFrames);
  }

  private void fuzz(Runnable round) {
    try (RawWebSocket watching = open()) {
      watching.text("40");
      assertThat(watching.nextMessage()).startsWith("40{");
      assertThat(watching.nextMessage()).startsWith("42[\"auth\"");
      for (int i = 0; i < ROUNDS; i++) {
        round.run();
        watching.text("42[\"message\"," + i + "]");
        assertThat(watching.nextMessage())
            .as("seed " + seed)
            .isEqualTo("42[\"message-back\"," + i + "]");
      }
    }
    assertThat(logged.list)
        .as("seed " + seed)
        .noneMatch(event -> event.getLevel().isGreaterOrEqual(Level.WARN));
  }

  private RawWebSocket open() {
    RawWebSocket socket = RawWebSocket.open(server.port(), "/socket.io/?EIO=4&transport=websocket");
    assertThat(socket.nextText()).startsWith("0{");
    return socket;
  }

  private void overWebSocket() {
    try (RawWebSocket socket = open()) {
      if (random.nextBoolean()) {
        socket.text("40");
      }
      for (int i = random.nextInt(8); i >= 0; i--) {
        int head = random.nextInt(4) > 0 ? 0x81 : random.nextBoolean() ? 0x82 : random.nextInt(256);
        socket.frame(head, mutated());
      }
    }
  }

  private void overPolling() {
    Polling client = Polling.open(server.port(), "/socket.io/");
    if (random.nextBoolean()) {
      client.post("40");
    }
    for (int i = random.nextInt(4); i >= 0; i--) {
      assertThat(client.post(mutated()).statusCode()).as("seed " + seed).isIn(200, 400, 413);
    }
    client.post("1");
  }

  private void insteadOfFrames() {
    try (RawWebSocket socket = open()) {
      byte[] noise = new byte[random.nextInt(200)];
      random.nextBytes(noise);
      socket.write(noise);
    }
  }

  /// A packet, some of its bytes changed, doubled or cut; now and then with another behind it.
  private byte[] mutated() {
    StringBuilder packet = new StringBuilder(SEEDS[random.nextInt(SEEDS.length)]);
    while (random.nextInt(4) == 0) {
      packet.append('\u001e').append(SEEDS[random.nextInt(SEEDS.length)]);
    }
    for (int i = random.nextInt(4); i > 0 && !packet.isEmpty(); i--) {
      int at = random.nextInt(packet.length());
      switch (random.nextInt(5)) {
        case 0 -> packet.setCharAt(at, (char) random.nextInt(256));
        case 1 -> packet.insert(at, packet.substring(at));
        case 2 -> packet.setLength(at);
        case 3 -> packet.insert(at, "[{\"0-/,1".charAt(random.nextInt(8)));
        default -> packet.insert(at, "[".repeat(random.nextInt(200)));
      }
    }
    byte[] bytes = bytes(packet.substring(0, Math.min(packet.length(), 4000)));
    if (bytes.length > 0 && random.nextInt(4) == 0) {
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
    }
    return bytes;
  }
}
