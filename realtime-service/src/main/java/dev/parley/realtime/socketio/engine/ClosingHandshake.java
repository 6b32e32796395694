package dev.parley.realtime.socketio.engine;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.codec.CorruptedFrameException;
import io.netty.handler.codec.TooLongFrameException;
import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import java.util.concurrent.TimeUnit;

/// How a WebSocket ends: RFC 6455, section 7.1.1. Whatever the client does, it ends.
@SuppressWarnings("FutureReturnValueIgnored") // what fails, fails with the channel
final class ClosingHandshake {

  private static final long SECONDS = 2;

  private ClosingHandshake() {}

  /// The connection ends with the client's end of it. To end it at once could destroy what is still
  /// on its way.
  static void begin(ChannelHandlerContext ctx, CloseReason reason) {
    if (reason.clientMayReturn()) {
      hangUp(ctx);
    } else {
      OutPacket goodbye = OutPacket.webSocketClose(reason.webSocketStatus(), reason.text());
      ctx.writeAndFlush(goodbye.frame(ctx.alloc()), ctx.voidPromise());
    }
    ctx.channel().config().setAutoRead(true);
    endSoon(ctx);
  }

  /// The end of the stream, behind what waits to be sent. The official Java client does not see a
  /// close frame, and would not come back before a ping is missing.
  private static void hangUp(ChannelHandlerContext ctx) {
    ctx.writeAndFlush(Unpooled.EMPTY_BUFFER)
        .addListener(_ -> ((DuplexChannel) ctx.channel()).shutdownOutput());
  }

  /// The client has sent its close frame, first.
  static void answer(ChannelHandlerContext ctx) {
    end(ctx, OutPacket.webSocketClose(WebSocketCloseStatus.NORMAL_CLOSURE.code(), ""));
  }

  /// Nothing more that comes from the client can be read.
  static void abort(ChannelHandlerContext ctx, CloseReason reason) {
    end(ctx, OutPacket.webSocketClose(reason.webSocketStatus(), reason.text()));
  }

  private static void end(ChannelHandlerContext ctx, OutPacket last) {
    ctx.writeAndFlush(last.frame(ctx.alloc())).addListener(ChannelFutureListener.CLOSE);
    endSoon(ctx);
  }

  private static void endSoon(ChannelHandlerContext ctx) {
    ctx.executor().schedule(() -> ctx.close(), SECONDS, TimeUnit.SECONDS);
  }

  /// What a failure of the connection says of the client.
  static CloseReason reason(Throwable cause) {
    return switch (cause) {
      case CorruptedWebSocketFrameException corrupt
          when corrupt.closeStatus().equals(WebSocketCloseStatus.MESSAGE_TOO_BIG) ->
          CloseReason.TOO_LARGE;
      case TooLongFrameException tooLong -> CloseReason.TOO_LARGE;
      case CorruptedFrameException corrupt -> CloseReason.PARSE_ERROR;
      default -> CloseReason.TRANSPORT_ERROR;
    };
  }
}
