package dev.parley.realtime.socketio.engine;

import io.netty.buffer.ByteBuf;

/// What happens in one session, told on its event loop, one call at a time: a listener must not
/// block.
public interface EngineListener {

  /// A text message, its packet type taken off; valid UTF-8. The buffer is only lent for the call.
  void onText(ByteBuf text);

  /// A binary message. The buffer is only lent for the call.
  void onBinary(ByteBuf data);

  /// The end of the session, once. Nothing follows.
  void onClose(CloseReason reason);
}
