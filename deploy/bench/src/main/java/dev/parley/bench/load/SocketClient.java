package dev.parley.bench.load;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.websocketx.WebSocketClientProtocolHandler;
import io.netty.handler.codec.http.websocketx.WebSocketClientProtocolHandler.ClientHandshakeStateEvent;
import io.netty.handler.codec.http.websocketx.WebSocketFrameDecoder;
import io.netty.handler.codec.http.websocketx.WebSocketFrameEncoder;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/// One user's socket: Engine.IO 4 and Socket.IO 5 packets in WebSocket text frames, as far as the
/// load needs them. Everything but its futures belongs to the event loop.
///
/// Netty makes the WebSocket handshake; the frames after it are read and written here.
final class SocketClient extends ChannelInboundHandlerAdapter implements FrameReader.Sink {
  private static final int JOIN_ACK = 1;
  private static final int LONGEST_REASON = 200;
  private final int number;
  private final String token;
  private final Load load;
  private final Reading reading;
  private final CompletableFuture<SocketClient> connected = new CompletableFuture<>();
  private final CompletableFuture<Void> joined = new CompletableFuture<>();
  private @Nullable Channel channel;
  private @Nullable SendFrame sendFrame;
  private byte[] unfinished = FrameReader.NOTHING;
  private boolean flushNeeded;
  private boolean open;

  SocketClient(int number, String token, Load load, Reading reading) {
    this.number = number;
    this.token = token;
    this.load = load;
    this.reading = reading;
  }

  /// What the sockets of one thread share for reading.
  record Reading(FrameReader frames, PacketScanner packets) {}

  /// Done when the server has answered the CONNECT packet.
  CompletableFuture<SocketClient> connected() {
    return connected;
  }

  /// Opens the conversation on this socket, as the web client does.
  CompletableFuture<Void> join(String conversationId) {
    String packet =
        "42%d[\"join_conversation\",{\"conversation_id\":\"%s\"}]"
            .formatted(JOIN_ACK, conversationId);
    if (channel != null) {
      channel.eventLoop().execute(() -> emitNow(packet));
    }
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
    SendFrame frame = sendFrame;
    if (frame != null && channel != null && channel.isActive()) {
      write(load.nextFrame(number, frame, due));
    }
  }

  private void write(byte[] frame) {
    Channel to = channel;
    if (to != null) {
      to.write(to.alloc().directBuffer(frame.length).writeBytes(frame), to.voidPromise());
      flushNeeded = true;
    }
  }

  private void flush() {
    if (flushNeeded && channel != null) {
      flushNeeded = false;
      channel.flush();
    }
  }

  private void emit(String packet) {
    load.countFrame();
    write(ClientFrame.text(packet, ThreadLocalRandom.current().nextInt()).bytes());
  }

  private void emitNow(String packet) {
    emit(packet);
    flush();
  }

  @Override
  public void text(byte[] bytes, int from, int to) {
    load.countFrame();
    switch (from == to ? ' ' : bytes[from]) {
      case '0' -> emit("40{\"token\":\"" + token + "\"}");
      case '2' -> emit("3");
      case '4' -> onSocketPacket(bytes, from, to);
      default -> {
        // A close follows by itself; the others mean nothing here.
      }
    }
  }

  private void onSocketPacket(byte[] bytes, int from, int to) {
    switch (to - from < 2 ? ' ' : bytes[from + 1]) {
      case '0' -> {
        open = true;
        connected.complete(this);
      }
      case '1' -> fail("disconnected by the server");
      case '2' -> onEvent(bytes, from, to);
      case '3' -> onAck(bytes, from, to);
      case '4' -> fail("refused: " + text(bytes, from, to, LONGEST_REASON));
      default -> fail("unknown packet: " + text(bytes, from, to, LONGEST_REASON));
    }
  }

  private void onEvent(byte[] bytes, int from, int to) {
    if (PacketScanner.isNewMessage(bytes, from, to)) {
      int message = reading.packets().messageNumber(bytes, from, to);
      if (message != PacketScanner.NONE) {
        long seq = reading.packets().seq(bytes, from, to);
        load.delivered(number, message, seq, System.nanoTime());
      }
    }
  }

  private void onAck(byte[] bytes, int from, int to) {
    long id = PacketScanner.ackId(bytes, from, to);
    boolean accepted = reading.packets().isAccepted(bytes, from, to);
    if (id == JOIN_ACK) {
      onJoined(accepted, text(bytes, from, to, LONGEST_REASON));
      return;
    }
    long message = id - SendFrame.FIRST_ACK;
    long now = System.nanoTime();
    boolean sendNext =
        accepted
            ? load.acked(number, message, reading.packets().seq(bytes, from, to), now)
            : load.refused(number, message, reason(bytes, from, to));
    if (sendNext) {
      write(now);
    }
  }

  private void onJoined(boolean accepted, String answer) {
    if (accepted) {
      joined.complete(null);
    } else {
      joined.completeExceptionally(new IOException("join refused: " + answer));
    }
  }

  /// The answer without its id, so that equal reasons are counted together.
  private static String reason(byte[] bytes, int from, int to) {
    String text = text(bytes, from, to, LONGEST_REASON);
    return text.substring(Math.max(0, text.indexOf('[')));
  }

  private static String text(byte[] bytes, int from, int to, int atMost) {
    return new String(bytes, from, Math.min(to - from, atMost), UTF_8);
  }

  @Override
  public void ping(byte[] bytes, int from, int to) {
    byte[] payload = Arrays.copyOfRange(bytes, from, to);
    write(ClientFrame.pong(payload, ThreadLocalRandom.current().nextInt()).bytes());
  }

  @Override
  public void close() {
    fail("closed by the server");
  }

  @Override
  public void handlerAdded(ChannelHandlerContext context) {
    channel = context.channel();
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    try {
      if (message instanceof ByteBuf bytes) {
        unfinished = reading.frames().read(unfinished, bytes, this);
      }
    } finally {
      ReferenceCountUtil.release(message);
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
    } else if (event == ClientHandshakeStateEvent.HANDSHAKE_COMPLETE) {
      ChannelPipeline pipeline = context.pipeline();
      pipeline.remove(WebSocketClientProtocolHandler.class);
      pipeline.remove(WebSocketFrameDecoder.class);
      pipeline.remove(WebSocketFrameEncoder.class);
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
