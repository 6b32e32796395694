package dev.parley.realtime.socketio;

import org.jspecify.annotations.Nullable;

/// What the application does with its sockets. All of it is called on the connection's event loop,
/// one call at a time per connection, and must not block. Nothing is called for a connection before
/// [SocketConnection#accept()], except [#onConnect], and nothing after it was refused, disconnected
/// or closed, except [#onDisconnect].
public interface SocketHandler {

  /// A client asks for a namespace. Answer now or later, from any thread, by
  /// [SocketConnection#accept()] or [SocketConnection#refuse(String)]; a client that waits longer
  /// than the connect timeout is closed. If this throws, the connection is refused.
  void onConnect(SocketConnection connection, ConnectRequest request);

  /// An event. If this throws, the ack, when one was asked for, says `internal` and the connection
  /// lives on.
  ///
  /// @param ack null when the client wants no answer; else to be given to [SocketConnection#ack]
  ///   once
  void onEvent(SocketConnection connection, SocketEvent event, @Nullable AckToken ack);

  /// The end of a connection that was accepted, once.
  ///
  /// @param reason the Socket.IO word for it, such as `transport close` or `ping timeout`
  void onDisconnect(SocketConnection connection, String reason);
}
