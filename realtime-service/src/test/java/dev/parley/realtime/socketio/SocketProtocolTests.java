package dev.parley.realtime.socketio;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.realtime.socketio.engine.EngineContract;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The official Socket.IO suite: its Engine.IO cases at `/socket.io/`, and its own.
class SocketProtocolTests extends EngineContract {

  private static final String PATH = "/socket.io/";
  private static final String WEBSOCKET = PATH + "?EIO=4&transport=websocket";
  private static SocketServer calm;
  private static SocketServer patient;
  private static SocketServer impatient;

  @BeforeAll
  static void start() {
    calm = server(Duration.ofSeconds(25), Duration.ofSeconds(20), Duration.ofSeconds(20));
    patient = server(PING_INTERVAL, Duration.ofSeconds(20), Duration.ofSeconds(20));
    impatient = server(PING_INTERVAL, Duration.ofMillis(200), Duration.ofSeconds(20));
  }

  @AfterAll
  static void stop() {
    calm.close();
    patient.close();
    impatient.close();
  }

  private static SocketServer server(Duration interval, Duration timeout, Duration connect) {
    SocketServerProperties properties =
        SocketServerProperties.of("127.0.0.1", 0, "a")
            .withNamespaces(List.of("/", "/custom"))
            .withHeartbeat(interval, timeout)
            .withTimeouts(connect, Duration.ofSeconds(10));
    SocketServer server = new SocketServer(properties, new Handlers.Echo());
    server.start();
    return server;
  }

  @Override
  protected Running calm() {
    return new Running(calm.port(), PATH, calm.metrics());
  }

  @Override
  protected Running patient() {
    return new Running(patient.port(), PATH, patient.metrics());
  }

  @Override
  protected Running impatient() {
    return new Running(impatient.port(), PATH, impatient.metrics());
  }

  private static RawWebSocket open(SocketServer server) {
    RawWebSocket socket = RawWebSocket.open(server.port(), WEBSOCKET);
    assertThat(socket.nextText()).startsWith("0{");
    return socket;
  }

  private static RawWebSocket connected(SocketServer server) {
    RawWebSocket socket = open(server).text("40");
    assertThat(socket.nextMessage()).startsWith("40{\"sid\":");
    assertThat(socket.nextMessage()).isEqualTo("42[\"auth\",{}]");
    return socket;
  }

  @Test
  void connectsToTheMainNamespace() {
    connects("40", "40{\"sid\":\"[\\w-]+\"}", "42[\"auth\",{}]");
  }

  @Test
  void connectsToTheMainNamespaceWithPayload() {
    connects(
        "40{\"token\":\"123\"}", "40{\"sid\":\"[\\w-]+\"}", "42[\"auth\",{\"token\":\"123\"}]");
  }

  @Test
  void connectsToCustomNamespace() {
    connects("40/custom,", "40/custom,{\"sid\":\"[\\w-]+\"}", "42/custom,[\"auth\",{}]");
    connects("40/custom", "40/custom,{\"sid\":\"[\\w-]+\"}", "42/custom,[\"auth\",{}]");
  }

  @Test
  void connectsToCustomNamespaceWithPayload() {
    connects(
        "40/custom,{\"token\":\"abc\"}",
        "40/custom,{\"sid\":\"[\\w-]+\"}",
        "42/custom,[\"auth\",{\"token\":\"abc\"}]");
  }

  private static void connects(String connect, String answer, String auth) {
    try (RawWebSocket socket = open(calm)) {
      socket.text(connect);
      assertThat(socket.nextText()).matches(answer.replace("{", "\\{").replace("}", "\\}"));
      assertThat(socket.nextText()).isEqualTo(auth);
    }
  }

  @Test
  void refusesUnknownNamespace() {
    try (RawWebSocket socket = open(calm)) {
      socket.text("40/random");
      assertThat(socket.nextText()).isEqualTo("44/random,{\"message\":\"Invalid namespace\"}");
    }
  }

  @Test
  void closesUponInvalidHandshake() {
    try (RawWebSocket socket = open(calm)) {
      socket.text("4abc");
      assertThat(socket.awaitClose()).isEqualTo(1002);
    }
  }

  @Test
  void closesWhenNoHandshakeComes() {
    Duration soon = Duration.ofMillis(300);
    try (SocketServer server = server(Duration.ofSeconds(25), Duration.ofSeconds(1), soon)) {
      try (RawWebSocket socket = open(server)) {
        assertThat(socket.awaitClose()).isEqualTo(1008);
      }
    }
  }

  @Test
  void disconnectsFromTheMainNamespace() {
    try (RawWebSocket socket = connected(patient)) {
      socket.text("41");
      assertThat(socket.nextText()).isEqualTo("2");
    }
  }

  @Test
  void disconnectsFromCustomNamespaceOnly() {
    try (RawWebSocket socket = connected(patient)) {
      assertThat(socket.nextText()).isEqualTo("2");
      socket.text("3").text("40/custom");
      assertThat(socket.nextMessage()).startsWith("40/custom,{");
      assertThat(socket.nextMessage()).startsWith("42/custom,[");

      socket.text("41/custom").text("42[\"message\",\"message to main namespace\"]");

      assertThat(socket.nextMessage())
          .isEqualTo("42[\"message-back\",\"message to main namespace\"]");
    }
  }

  @Test
  void carriesPlainText() {
    try (RawWebSocket socket = connected(calm)) {
      socket.text("42[\"message\",1,\"2\",{\"3\":[true]}]");
      assertThat(socket.nextText()).isEqualTo("42[\"message-back\",1,\"2\",{\"3\":[true]}]");
    }
  }

  @Test
  void carriesBinaryAttachments() {
    String placeholders = "{\"_placeholder\":true,\"num\":0},{\"_placeholder\":true,\"num\":1}";
    try (RawWebSocket socket = connected(calm)) {
      socket.text("452-[\"message\"," + placeholders + "]");
      socket.binary((byte) 1, (byte) 2, (byte) 3).binary((byte) 4, (byte) 5, (byte) 6);

      assertThat(socket.nextText()).isEqualTo("452-[\"message-back\"," + placeholders + "]");
      assertThat(socket.nextBinary()).containsExactly(1, 2, 3);
      assertThat(socket.nextBinary()).containsExactly(4, 5, 6);
    }
  }

  @Test
  void acknowledgesPlainText() {
    try (RawWebSocket socket = connected(calm)) {
      socket.text("42456[\"message-with-ack\",1,\"2\",{\"3\":[false]}]");
      assertThat(socket.nextText()).isEqualTo("43456[1,\"2\",{\"3\":[false]}]");
    }
  }

  @Test
  void acknowledgesBinaryAttachments() {
    String placeholders = "{\"_placeholder\":true,\"num\":0},{\"_placeholder\":true,\"num\":1}";
    try (RawWebSocket socket = connected(calm)) {
      socket.text("452-789[\"message-with-ack\"," + placeholders + "]");
      socket.binary((byte) 1, (byte) 2, (byte) 3).binary((byte) 4, (byte) 5, (byte) 6);

      assertThat(socket.nextText()).isEqualTo("462-789[" + placeholders + "]");
      assertThat(socket.nextBinary()).containsExactly(1, 2, 3);
      assertThat(socket.nextBinary()).containsExactly(4, 5, 6);
    }
  }

  /// The suite's three, and the other ways to be no packet. None may harm others, so one connection
  /// watches.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "4",
        "4abc",
        "47",
        "44{\"message\":\"x\"}",
        "42",
        "42{}",
        "42{",
        "42[",
        "42[1",
        "42[]",
        "42[1]",
        "42[null]",
        "42[{}]",
        "42[\"a\"",
        "42[\"a\",]",
        "42[\"a\"]x",
        "42[\"a\" \"b\"]",
        "42abc[\"message-with-ack\",1]",
        "42\"a\"",
        "42[\"connect\"]",
        "42[\"connect_error\"]",
        "42[\"disconnect\"]",
        "42[\"disconnecting\"]",
        "42[\"newListener\"]",
        "42[\"removeListener\"]",
        "429007199254740992[\"a\"]",
        "4299999999999999999999[\"a\"]",
        "42-1[\"a\"]",
        "42[\"a\",01]",
        "42[\"a\",1.]",
        "42[\"a\",+1]",
        "42[\"a\",NaN]",
        "42[\"a\",\"\t\"]",
        "42[\"a\",\"\\x\"]",
        "42[\"a\",{1:2}]",
        "42[\"a\",{\"b\"}]",
        "42[\"a\",{\"b\":1,}]",
        "42[\"a\",[1}]",
        "42[\"a\",tru]",
        "43[]",
        "431",
        "431{}",
        "40[]",
        "40{",
        "40\"x\"",
        "401{}",
        "411",
        "41{}",
        "45[\"a\"]",
        "45-[\"a\"]",
        "45-1-[\"a\"]",
        "451[\"a\"]",
        "4511-[\"a\"]",
        "4599999999999-[\"a\"]",
        "451-{}",
        "42/custom,[\"a\"]",
        "42/other,[\"a\"]",
        "41/custom",
        "40"
      })
  void closesUponWhatIsNoPacket(String malformed) {
    try (RawWebSocket watching = connected(calm);
        RawWebSocket socket = connected(calm)) {
      socket.text(malformed);
      assertThat(socket.awaitClose()).isEqualTo(1002);

      watching.text("42[\"message\",1]");
      assertThat(watching.nextText()).isEqualTo("42[\"message-back\",1]");
    }
  }

  @Test
  void closesUponNestingThatIsTooDeep() {
    String deep = "[".repeat(64) + "]".repeat(64);
    String tooDeep = "[".repeat(65) + "]".repeat(65);
    try (RawWebSocket socket = connected(calm)) {
      socket.text("42[\"message\"," + deep + "]");
      assertThat(socket.nextText()).isEqualTo("42[\"message-back\"," + deep + "]");
      socket.text("42[\"message\"," + tooDeep + "]");
      assertThat(socket.awaitClose()).isEqualTo(1002);
    }
  }

  @Test
  void closesUponBinaryWithoutHeader() {
    try (RawWebSocket socket = connected(calm)) {
      socket.binary((byte) 1);
      assertThat(socket.awaitClose()).isEqualTo(1002);
    }
  }

  @Test
  void closesUponTextWhereAnAttachmentIsDue() {
    try (RawWebSocket socket = connected(calm)) {
      socket.text("451-[\"message\",{\"_placeholder\":true,\"num\":0}]").text("42[\"message\"]");
      assertThat(socket.awaitClose()).isEqualTo(1002);
    }
  }

  @Test
  void closesUponAttachmentsLargerThanAMessageMayBe() {
    byte[] half = new byte[600_000];
    try (RawWebSocket socket = connected(calm)) {
      socket.text("452-[\"message\"]").frame(0x82, half).frame(0x82, half);
      assertThat(socket.awaitClose()).isEqualTo(1002);
    }
  }

  @Test
  void ignoresAcksThatNobodyAskedFor() {
    try (RawWebSocket socket = connected(calm)) {
      socket.text("4312[]").text("461-3[{\"_placeholder\":true,\"num\":0}]").binary((byte) 1);
      socket.text("42[\"message\"]");
      assertThat(socket.nextText()).isEqualTo("42[\"message-back\"]");
    }
  }

  @Test
  void carriesEscapedAndForeignText() {
    String text = "\"\\u20ac \\\"\\\\ € 𝄞 \\n\"";
    try (RawWebSocket socket = connected(calm)) {
      socket.frame(0x81, ("42[\"message\" , " + text + " ] ").getBytes(UTF_8));
      assertThat(socket.nextText()).isEqualTo("42[\"message-back\"," + text + " ]");
    }
  }
}
