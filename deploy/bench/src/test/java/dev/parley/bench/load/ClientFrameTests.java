package dev.parley.bench.load;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameDecoder;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClientFrameTests {
  private static final int MASK = 0x9a3bc4d5;

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 125, 126, 127, 4096, 65_535})
  void isWhatAServerUnderstands(int length) {
    String payload = "é".repeat(length / 2) + "x".repeat(length % 2);

    WebSocketFrame read = read(ClientFrame.text(payload, MASK).bytes());

    assertThat(read).isInstanceOf(TextWebSocketFrame.class);
    assertThat(read.isFinalFragment()).isTrue();
    assertThat(((TextWebSocketFrame) read).text()).isEqualTo(payload);
  }

  @Test
  void answersAPing() {
    WebSocketFrame read = read(ClientFrame.pong("hello".getBytes(UTF_8), MASK).bytes());

    assertThat(read).isInstanceOf(PongWebSocketFrame.class);
    assertThat(read.content().toString(UTF_8)).isEqualTo("hello");
  }

  @Test
  void overwritesPartOfThePayload() {
    ClientFrame frame = ClientFrame.text("one two three", MASK);
    frame.put(4, "TWO".getBytes(UTF_8));

    assertThat(((TextWebSocketFrame) read(frame.bytes())).text()).isEqualTo("one TWO three");
  }

  @Test
  void refusesMoreThanItsHeaderCanSay() {
    assertThatThrownBy(() -> ClientFrame.text("x".repeat(65_536), MASK))
        .isInstanceOf(IllegalArgumentException.class);
  }

  /// Reads a frame as a server does: masked frames only.
  static WebSocketFrame read(byte[] bytes) {
    EmbeddedChannel server = new EmbeddedChannel(new WebSocket13FrameDecoder(true, false, 1 << 20));
    server.config().setAllocator(new UnpooledByteBufAllocator(false, true));
    server.writeInbound(Unpooled.copiedBuffer(bytes));
    WebSocketFrame frame = server.readInbound();
    assertThat(frame).as("a whole frame").isNotNull();
    return frame;
  }
}
