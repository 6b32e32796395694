package dev.parley.bench.load;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketClientProtocolHandler.ClientHandshakeStateEvent;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/// One user's socket: Engine.IO 4 and Socket.IO 5 packets in WebSocket text frames, as far as the
// load
/// needs them. Everything but its futures belongs to the event loop.
final class SocketClient extends ChannelInboundHandlerAdapter {
  private static final int JOIN_ACK = 1;
  private static final int LONGEST_REASON = 200;
  private final int number;
  private final String token;
  private final Load load;
  private final PacketScanner scanner;
  private final CompletableFuture<SocketClient> connected = new CompletableFuture<>();
  private final CompletableFuture<Void> joined = new CompletableFuture<>();
  private @Nullable Channel channel;
  private @Nullable SendFrame sendFrame;
  private byte[] packet = new byte[4096];
  private boolean flushNeeded;
  private boolean open;

  SocketClient(int number, String token, Load load, PacketScanner scanner) {
    this.number = number;
    this.token = token;
    this.load = load;
    this.scanner = scanner;
  }

  /// Done when the server has answered the CONNECT packet.
  CompletableFuture<SocketClient> connected() {
    return connected;
  }

  /// Opens the conversation on this socket, as the web client does.
  CompletableFuture<Void> join(String conversationId) {
    emit("42%d[\"join_conversation\",{\"conversation_id\":\"%s\"}]", JOIN_ACK, conversationId);
    return joined;
  }

  /// What [#send] sends from now on.
  void sendsTo(String conversationId, String mark, int chars) {
    sendFrame = new SendFrame(conversationId, mark, chars, ThreadLocalRandom.current().nextInt());
  }

  /// Sends one message; on the event loop.
  ///
  /// @param due when it should leave, nanoseconds
  void send(long due) {
    write(due);
    flush();
  }

  private void write(long due) {
    Channel to = channel;
    SendFrame frame = sendFrame;
    if (to == null || frame == null || !to.isActive()) {
      return;
    }
    byte[] bytes = load.nextFrame(number, frame, due);
    to.write(to.alloc().directBuffer(bytes.length).writeBytes(bytes), to.voidPromise());
    flushNeeded = true;
  }

  private void flush() {
    if (flushNeeded && channel != null) {
      flushNeeded = false;
      channel.flush();
    }
  }

  @Override
  public void handlerAdded(ChannelHandlerContext context) {
    channel = context.channel();
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    try {
      if (message instanceof TextWebSocketFrame frame) {
        load.countFrame();
        onPacket(frame);
      } else if (message instanceof WebSocketFrame) {
        throw new IllegalStateException("not a whole text frame: " + message);
      }
    } finally {
      ReferenceCountUtil.release(message);
    }
  }

  private void onPacket(TextWebSocketFrame frame) {
    ByteBuf content = frame.content();
    int length = content.readableBytes();
    if (!frame.isFinalFragment() || length == 0) {
      throw new IllegalStateException("a packet in pieces, or an empty one");
    }
    if (packet.length < length) {
      packet = new byte[length * 2];
    }
    content.getBytes(content.readerIndex(), packet, 0, length);
    switch (packet[0]) {
      case '0' -> emit("40{\"token\":\"%s\"}", token);
      case '2' -> emit("3");
      case '4' -> onSocketPacket(length);
      default -> {
        // Close follows by itself; noop and upgrade answers mean nothing here.
      }
    }
  }

  private void onSocketPacket(int length) {
    switch (length < 2 ? ' ' : packet[1]) {
      case '0' -> {
        open = true;
        connected.complete(this);
      }
      case '2' -> onEvent(length);
      case '3' -> onAck(length);
      case '4' -> fail("refused: " + text(length));
      case '1' -> fail("disconnected by the server");
      default -> fail("unknown packet: " + text(length));
    }
  }

  private void onEvent(int length) {
    if (PacketScanner.isNewMessage(packet, length)) {
      int message = scanner.messageNumber(packet, length);
      if (message != PacketScanner.NONE) {
        load.delivered(number, message, scanner.seq(packet, length), System.nanoTime());
      }
    }
  }

  private void onAck(int length) {
    long id = PacketScanner.ackId(packet, length);
    boolean accepted = scanner.isAccepted(packet, length);
    if (id == JOIN_ACK) {
      onJoined(accepted, length);
      return;
    }
    long message = id - SendFrame.FIRST_ACK;
    long now = System.nanoTime();
    boolean sendNext =
        accepted
            ? load.acked(number, message, scanner.seq(packet, length), now)
            : load.refused(number, message, reason(length));
    if (sendNext) {
      write(now);
    }
  }

  private void onJoined(boolean accepted, int length) {
    if (accepted) {
      joined.complete(null);
    } else {
      joined.completeExceptionally(new IOException("join refused: " + text(length)));
    }
  }

  /// The answer without its id, so that equal reasons are counted together.
  private String reason(int length) {
    String text = text(length);
    return text.substring(Math.max(0, text.indexOf('[')));
  }

  private String text(int length) {
    return new String(packet, 0, Math.min(length, LONGEST_REASON), UTF_8);
  }

  private void emit(String format, Object... values) {
    Channel to = channel;
    if (to != null) {
      load.countFrame();
      int mask = ThreadLocalRandom.current().nextInt();
      byte[] bytes = new ClientFrame(format.formatted(values), mask).bytes();
      to.writeAndFlush(to.alloc().directBuffer(bytes.length).writeBytes(bytes), to.voidPromise());
    }
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext context) {
    flush();
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext context, Object event) {
    if (event == ClientHandshakeStateEvent.HANDSHAKE_TIMEOUT) {
      fail("no answer to the WebSocket handshake");
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    if (open) {
      open = false;
      load.socketClosed();
    }
    fail("closed by the server");
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    fail(String.valueOf(cause));
  }

  private void fail(String why) {
    IOException failure = new IOException("socket %d: %s".formatted(number, why));
    connected.completeExceptionally(failure);
    joined.completeExceptionally(failure);
    if (channel != null) {
      channel.close();
    }
  }
}
