package dev.parley.realtime.socketio.engine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.parley.realtime.socketio.Polling;
import dev.parley.realtime.socketio.RawWebSocket;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// The official Engine.IO suite: the shared cases, and the messages, against a listener that sends
/// back what it gets.
class EngineProtocolTests extends EngineContract {

  private static final String PATH = "/engine.io/";
  private static EngineServer calm;
  private static EngineServer patient;
  private static EngineServer impatient;

  @BeforeAll
  static void start() {
    calm = echo(Duration.ofSeconds(25), Duration.ofSeconds(20));
    patient = echo(PING_INTERVAL, Duration.ofSeconds(20));
    impatient = echo(PING_INTERVAL, Duration.ofMillis(200));
  }

  @AfterAll
  static void stop() {
    calm.close();
    patient.close();
    impatient.close();
  }

  private static EngineServer echo(Duration pingInterval, Duration pingTimeout) {
    EngineSettings settings =
        new EngineSettings(
            "127.0.0.1",
            0,
            PATH,
            "a",
            pingInterval,
            pingTimeout,
            1_000_000,
            1 << 20,
            Duration.ofSeconds(20),
            Duration.ofSeconds(20),
            Duration.ofSeconds(75),
            100,
            Set.of("*"),
            2);
    EngineServer server = new EngineServer(settings, Echo::new);
    server.start();
    return server;
  }

  private record Echo(EngineSession session) implements EngineListener {
    @Override
    public void onText(ByteBuf text) {
      session.send(OutPacket.text(new byte[] {'4'}, ByteBufUtil.getBytes(text)), false);
    }

    @Override
    public void onBinary(ByteBuf data) {
      session.send(OutPacket.binary(ByteBufUtil.getBytes(data)), false);
    }

    @Override
    public void onClose(CloseReason reason) {}
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

  @Test
  void echoesOneTextPacketOverPolling() {
    echoesOverPolling("4hello");
  }

  @Test
  void echoesSeveralTextPacketsOverPolling() {
    echoesOverPolling("4test1\u001e4test2\u001e4test3");
  }

  @Test
  void echoesTextAndBinaryOverPolling() {
    echoesOverPolling("4hello\u001ebAQIDBA==");
  }

  @Test
  void readsBase64WithLineBreaks() {
    Polling client = calm().polling();
    assertThat(client.post("bAQID\r\nBA==\n").body()).isEqualTo("ok");
    assertThat(client.poll().body()).isEqualTo("bAQIDBA==");
  }

  private void echoesOverPolling(String payload) {
    Polling client = calm().polling();

    HttpResponse<String> post = client.post(payload);

    assertThat(post.statusCode()).isEqualTo(200);
    assertThat(post.body()).isEqualTo("ok");
    HttpResponse<String> poll = client.poll();
    assertThat(poll.statusCode()).isEqualTo(200);
    assertThat(poll.body()).isEqualTo(payload);
  }

  @Test
  void closesPollingSessionUponInvalidPacket() {
    for (String invalid : new String[] {"abc", "", "4a\u001e", "b!!", "\u001e4a"}) {
      Polling client = calm().polling();

      assertThat(client.post(invalid).statusCode()).as(invalid).isEqualTo(400);
      assertThat(client.poll().statusCode()).as(invalid).isEqualTo(400);
    }
  }

  @Test
  void closesPollingSessionUponDuplicatePoll() {
    Polling client = calm().polling();
    CompletableFuture<HttpResponse<String>> first = client.pollAsync();
    CompletableFuture<HttpResponse<String>> second = client.pollAsync();

    assertThat(new int[] {first.join().statusCode(), second.join().statusCode()})
        .containsExactlyInAnyOrder(200, 400);
    String answered = (first.join().statusCode() == 200 ? first : second).join().body();
    assertThat(answered).isEqualTo("1");
    assertThat(client.poll().statusCode()).isEqualTo(400);
  }

  @Test
  void echoesTextOverWebSocket() {
    try (RawWebSocket socket = calm().webSocket()) {
      socket.text("4hello €");
      assertThat(socket.nextMessage()).isEqualTo("4hello €");
    }
  }

  @Test
  void echoesBinaryOverWebSocket() {
    try (RawWebSocket socket = calm().webSocket()) {
      socket.binary((byte) 1, (byte) 2, (byte) 3, (byte) 4);
      assertThat(socket.nextBinary()).containsExactly(1, 2, 3, 4);
    }
  }

  @Test
  void closesWebSocketUponInvalidPacket() {
    for (String invalid : new String[] {"abc", "", "2", "7", "b", "\u0000"}) {
      try (RawWebSocket socket = calm().webSocket()) {
        socket.text(invalid);
        assertThat(socket.awaitClose()).as(invalid).isEqualTo(1002);
      }
    }
  }

  @Test
  void closesUponInvalidEncoding() {
    byte[][] invalid = {
      {'4', (byte) 0xC0, (byte) 0x80},
      {'4', (byte) 0xED, (byte) 0xA0, (byte) 0x80},
      {'4', (byte) 0xF4, (byte) 0x90, (byte) 0x80, (byte) 0x80},
      {'4', (byte) 0xE2, (byte) 0x82},
      {'4', 'a', 'b', 'c', 'd', 'e', 'f', 'g', (byte) 0xFF}
    };
    for (byte[] bytes : invalid) {
      try (RawWebSocket socket = calm().webSocket()) {
        socket.frame(0x81, bytes);
        assertThat(socket.awaitClose()).isEqualTo(1002);
      }
      Polling client = calm().polling();
      assertThat(client.post(bytes).statusCode()).isEqualTo(400);
    }
  }

  @Test
  void echoesAfterUpgradeInOrder() {
    Polling client = calm().polling();
    client.post("4one\u001e4two");
    try (RawWebSocket socket = calm().upgrading(client)) {
      socket.text("2probe").text("5").text("4three").text("4four");

      assertThat(socket.nextText()).isEqualTo("3probe");
      for (String expected : new String[] {"4one", "4two", "4three", "4four"}) {
        assertThat(socket.nextMessage()).isEqualTo(expected);
      }
    }
  }

  @Test
  void joinsFragmentsWithControlFramesBetween() {
    try (RawWebSocket socket = calm().webSocket()) {
      socket.frame(0x01, "4hel".getBytes(UTF_8));
      socket.frame(0x89, "are you there".getBytes(UTF_8));
      socket.frame(0x00, "l".getBytes(UTF_8));
      socket.frame(0x80, "o".getBytes(UTF_8));

      assertThat(socket.next())
          .isNotNull()
          .satisfies(pong -> assertThat(pong.head()).isEqualTo(0x8A))
          .satisfies(pong -> assertThat(pong.payload()).asString().isEqualTo("are you there"));
      assertThat(socket.nextMessage()).isEqualTo("4hello");
    }
  }

  @Test
  void forgetsSessionWhoseConnectionBreaks() {
    int before = calm().metrics().sessions();
    RawWebSocket socket = calm().webSocket();
    socket.close();
    await()
        .untilAsserted(() -> assertThat(calm().metrics().sessions()).isLessThanOrEqualTo(before));
  }
}
