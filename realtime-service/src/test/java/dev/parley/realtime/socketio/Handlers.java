package dev.parley.realtime.socketio;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// What tests put behind a [SocketServer].
final class Handlers {

  private Handlers() {}

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  static String string(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  /// The application that the official suite asks for: it says what it was shown, and sends back
  /// what it gets. A token "wrong" is refused.
  static class Echo implements SocketHandler {

    @Override
    public void onConnect(SocketConnection connection, ConnectRequest request) {
      byte[] auth = request.auth();
      String shown = auth == null ? "{}" : string(auth);
      if (shown.contains("wrong")) {
        connection.refuse("unauthorized");
      } else if (connection.accept()) {
        connection.emit(EncodedEvent.of("auth", bytes(shown)), Priority.NORMAL);
      }
    }

    @Override
    public void onEvent(SocketConnection connection, SocketEvent event, @Nullable AckToken ack) {
      byte[] arguments = event.arguments();
      List<byte[]> attachments = event.attachments();
      if (event.name().equals("message")) {
        connection.emit(
            event.binary()
                ? EncodedEvent.binary("message-back", attachments, arguments)
                : EncodedEvent.of("message-back", arguments),
            Priority.NORMAL);
      } else if (event.name().equals("message-with-ack") && ack != null) {
        if (event.binary()) {
          connection.ackBinary(ack, attachments, arguments);
        } else {
          connection.ack(ack, arguments);
        }
      } else if (event.name().equals("end")) {
        connection.emit(EncodedEvent.of("session_revoked", bytes("{}")), Priority.NORMAL);
        connection.disconnect();
        connection.close();
      } else if (event.name().equals("fail")) {
        throw new IllegalStateException("as asked");
      }
    }

    @Override
    public void onDisconnect(SocketConnection connection, String reason) {}
  }

  /// Keeps what it is told, and answers a CONNECT only when the test does.
  static class Recording implements SocketHandler {

    final Queue<SocketConnection> connecting = new ConcurrentLinkedQueue<>();
    final Queue<ConnectRequest> requests = new ConcurrentLinkedQueue<>();
    final Queue<String> events = new ConcurrentLinkedQueue<>();
    final Queue<String> disconnects = new ConcurrentLinkedQueue<>();
    final AtomicInteger calls = new AtomicInteger();

    @Override
    public void onConnect(SocketConnection connection, ConnectRequest request) {
      calls.incrementAndGet();
      requests.add(request);
      connecting.add(connection);
    }

    @Override
    public void onEvent(SocketConnection connection, SocketEvent event, @Nullable AckToken ack) {
      calls.incrementAndGet();
      events.add(event.name() + string(event.payload()));
      if (ack != null) {
        connection.ack(ack, bytes("{\"ok\":true}"));
      }
    }

    @Override
    public void onDisconnect(SocketConnection connection, String reason) {
      calls.incrementAndGet();
      disconnects.add(reason);
    }
  }

  /// Lets everybody in.
  static class Welcoming extends Recording {

    @Override
    public void onConnect(SocketConnection connection, ConnectRequest request) {
      super.onConnect(connection, request);
      connection.accept();
    }
  }
}
