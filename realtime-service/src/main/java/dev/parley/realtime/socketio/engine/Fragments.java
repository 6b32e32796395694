package dev.parley.realtime.socketio.engine;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.CompositeByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.websocketx.ContinuationWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import org.jspecify.annotations.Nullable;

/// The fragments of one WebSocket message, bounded in their sum and number. Their order is the
/// frame decoder's to check.
final class Fragments {

  private static final int MAX_FRAGMENTS = 1024;

  private @Nullable CompositeByteBuf gathered;
  private boolean text;

  /// False when the message has become too large; it is dropped then.
  boolean add(WebSocketFrame frame, int maxBytes, ByteBufAllocator allocator) {
    CompositeByteBuf message = gathered;
    if (message == null) {
      if (frame instanceof ContinuationWebSocketFrame) {
        return false;
      }
      message = allocator.compositeBuffer(MAX_FRAGMENTS);
      gathered = message;
      text = frame instanceof TextWebSocketFrame;
    }
    long length = (long) message.readableBytes() + frame.content().readableBytes();
    if (length > maxBytes || message.numComponents() == MAX_FRAGMENTS) {
      drop();
      return false;
    }
    message.addComponent(true, frame.content().retain());
    return true;
  }

  boolean text() {
    return text;
  }

  /// The whole message, the caller's to release.
  ByteBuf take() {
    CompositeByteBuf message = gathered;
    gathered = null;
    return message == null ? Unpooled.EMPTY_BUFFER : message;
  }

  void drop() {
    take().release();
  }
}
