package dev.parley.bench.load;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameEncoder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FrameReaderTests {
  private final FrameReader reader = new FrameReader();
  private final Seen seen = new Seen();

  @ParameterizedTest
  @ValueSource(ints = {0, 125, 126, 65_535, 65_536, 200_000})
  void readsFramesOfAnyLength(int length) {
    String payload = "x".repeat(length);

    assertThat(read(sent(new TextWebSocketFrame(payload)))).isEmpty();

    assertThat(seen.texts).containsExactly(payload);
  }

  @Test
  void readsTheSameHoweverTheBytesAreCut() {
    byte[] bytes =
        sent(
            new TextWebSocketFrame("first"),
            new TextWebSocketFrame("y".repeat(300)),
            new PingWebSocketFrame(Unpooled.copiedBuffer("p", UTF_8)),
            new TextWebSocketFrame("last"));
    for (int cut = 0; cut <= bytes.length; cut++) {
      seen.texts.clear();
      seen.pings.clear();
      byte[] rest = reader.read(FrameReader.NOTHING, Unpooled.wrappedBuffer(bytes, 0, cut), seen);
      rest = reader.read(rest, Unpooled.wrappedBuffer(bytes, cut, bytes.length - cut), seen);
      assertThat(rest).as("cut at %d", cut).isEmpty();
      assertThat(seen.texts).as("cut at %d", cut).containsExactly("first", "y".repeat(300), "last");
      assertThat(seen.pings).containsExactly("p");
    }
  }

  @Test
  void readsByteByByte() {
    byte[] rest = FrameReader.NOTHING;
    for (byte b : sent(new TextWebSocketFrame("z".repeat(70_000)))) {
      rest = reader.read(rest, Unpooled.wrappedBuffer(new byte[] {b}), seen);
    }

    assertThat(seen.texts).containsExactly("z".repeat(70_000));
    assertThat(rest).isEmpty();
  }

  @Test
  void keepsTheSocketsApart() {
    byte[] bytes = sent(new TextWebSocketFrame("whole"));
    byte[] half = Arrays.copyOf(bytes, 4);
    byte[] rest = read(half);
    read(sent(new TextWebSocketFrame("another socket")));

    reader.read(rest, Unpooled.wrappedBuffer(bytes, 4, bytes.length - 4), seen);

    assertThat(seen.texts).containsExactly("another socket", "whole");
  }

  @Test
  void tellsOfACloseAndIgnoresAPong() {
    read(sent(new PongWebSocketFrame(), new CloseWebSocketFrame()));

    assertThat(seen.closes).isEqualTo(1);
  }

  @Test
  void refusesWhatNoSuchServerSends() {
    byte[] masked = ClientFrame.text("masked", 1).bytes();
    byte[] piece = sent(new TextWebSocketFrame(false, 0, "piece"));
    byte[] compressed = sent(new TextWebSocketFrame(true, 4, "compressed"));
    byte[] endless = {(byte) 0x81, 127, 0, 0, 1, 0, 0, 0, 0, 0};

    for (byte[] bytes : List.of(masked, piece, compressed, endless)) {
      assertThatThrownBy(() -> read(bytes)).isInstanceOf(IllegalStateException.class);
    }
    assertThat(seen.texts).isEmpty();
  }

  private byte[] read(byte[] bytes) {
    return reader.read(FrameReader.NOTHING, Unpooled.wrappedBuffer(bytes), seen);
  }

  /// The frames as a server sends them: unmasked.
  private static byte[] sent(Object... frames) {
    EmbeddedChannel server = new EmbeddedChannel(new WebSocket13FrameEncoder(false));
    server.writeOutbound(frames);
    ByteBuf bytes = Unpooled.buffer();
    for (ByteBuf part = server.readOutbound(); part != null; part = server.readOutbound()) {
      bytes.writeBytes(part);
    }
    return Arrays.copyOf(bytes.array(), bytes.readableBytes());
  }

  private static final class Seen implements FrameReader.Sink {
    private final List<String> texts = new ArrayList<>();
    private final List<String> pings = new ArrayList<>();
    private int closes;

    @Override
    public void text(byte[] bytes, int from, int to) {
      texts.add(new String(bytes, from, to - from, UTF_8));
    }

    @Override
    public void ping(byte[] bytes, int from, int to) {
      pings.add(new String(bytes, from, to - from, UTF_8));
    }

    @Override
    public void close() {
      closes++;
    }
  }
}
