package dev.parley.realtime.socketio;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// One client in one namespace. Everything here may be called from any thread and returns at once;
/// what one thread sends arrives in its order. Sends to a connection that is not accepted, or gone,
/// do nothing.
public interface SocketConnection {

  /// Socket.IO's id of this connection; another for each namespace and each reconnection.
  String id();

  /// Engine.IO's id of the session below, which all namespaces of one client share. It is what
  /// polling requests are routed by and authorised with: a secret, never to be shown to others.
  String sessionId();

  /// `/`, or a path such as `/messaging`.
  String namespace();

  /// Whether it has been accepted and has not ended.
  boolean isConnected();

  /// Lets the client in. Have everything that [SocketHandler#onEvent] needs in its place before:
  /// the client's first event may come at once.
  ///
  /// @param first events that go right behind the answer, before any other
  /// @return whether the client is in: then [SocketHandler#onDisconnect] will follow some day; if
  ///   it had gone before, nothing follows
  boolean accept(EncodedEvent... first);

  /// Answers `connect_error` with this message. The client may ask again until the connect timeout.
  void refuse(String message);

  /// Sends an event. Many connections may be given the same one: it is encoded once, and a burst of
  /// sends costs each connection one flush.
  void emit(EncodedEvent event, Priority priority);

  /// Answers an event; a second answer to the same one does nothing.
  ///
  /// @param json one JSON value in UTF-8, in pieces that are put together as they are
  void ack(AckToken token, byte[]... json);

  /// As [#ack(AckToken, byte[]...)], with attachments for the placeholders in the value.
  void ackBinary(AckToken token, List<byte[]> attachments, byte[]... json);

  /// Ends this namespace's connection (the client is told so); others on the same session live on.
  void disconnect();

  /// Ends the whole session after what was sent before. A client on polling that has no request
  /// waiting gets it with its next one.
  void close();

  /// What waits to be sent to this client, over all its namespaces, bytes.
  long queuedBytes();

  /// The application's own object for this connection.
  @Nullable Object attachment();

  void attach(@Nullable Object attachment);
}
