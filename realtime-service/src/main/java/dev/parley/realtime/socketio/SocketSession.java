package dev.parley.realtime.socketio;

import com.corundumstudio.socketio.protocol.PacketType;
import dev.parley.realtime.socketio.engine.CloseReason;
import dev.parley.realtime.socketio.engine.EngineListener;
import dev.parley.realtime.socketio.engine.EngineSession;
import dev.parley.realtime.socketio.engine.Handshake;
import dev.parley.realtime.socketio.engine.OutPacket;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A client's connections, one for each namespace, over one Engine.IO session. This is the gate: an
/// event passes only to a connection that the handler has accepted and nobody has ended; for a
/// namespace that is not, the session is closed, as the reference server does. On the session's
/// event loop.
final class SocketSession implements EngineListener {

  private static final Logger log = LoggerFactory.getLogger(SocketSession.class);

  /// CONNECTs in a row that are refused: each may cost the check of a token.
  private static final int MAX_ATTEMPTS = 10;

  private static final byte[] INTERNAL =
      "{\"ok\":false,\"error\":{\"code\":\"internal\",\"message\":\"internal error\"}}"
          .getBytes(StandardCharsets.US_ASCII);
  private static final byte[] INVALID_NAMESPACE =
      "{\"message\":\"Invalid namespace\"}".getBytes(StandardCharsets.US_ASCII);

  private final SocketServer server;
  private final EngineSession engine;
  private final @Nullable Connection[] connections;
  private @Nullable InPacket awaiting;
  private List<byte[]> attachments = List.of();
  private long attachedBytes;
  private volatile int attempts;

  SocketSession(SocketServer server, EngineSession engine) {
    this.server = server;
    this.engine = engine;
    this.connections = new Connection[server.namespaceCount()];
  }

  EngineSession engine() {
    return engine;
  }

  @Override
  public void onText(ByteBuf text) {
    InPacket packet = awaiting == null ? server.parser().parse(text) : null;
    if (packet == null) {
      malformed();
    } else if (packet.attachments() > 0) {
      awaiting = packet;
      attachments = new ArrayList<>(packet.attachments());
      attachedBytes = 0;
    } else {
      receive(packet, List.of());
    }
  }

  @Override
  public void onBinary(ByteBuf data) {
    InPacket packet = awaiting;
    attachedBytes += data.readableBytes();
    if (packet == null || attachedBytes > server.properties().limits().payload()) {
      malformed();
      return;
    }
    attachments.add(ByteBufUtil.getBytes(data));
    if (attachments.size() == packet.attachments()) {
      List<byte[]> complete = attachments;
      awaiting = null;
      attachments = List.of();
      receive(packet, complete);
    }
  }

  private void malformed() {
    awaiting = null;
    attachments = List.of();
    engine.reject("socket.io packet");
  }

  private void receive(InPacket packet, List<byte[]> attached) {
    Namespace namespace = server.namespace(packet.namespace());
    Connection connection = namespace == null ? null : connections[namespace.index()];
    if (packet.type() == PacketType.CONNECT) {
      connect(packet, namespace, connection);
    } else if (connection == null) {
      malformed();
    } else if (packet.type() == PacketType.DISCONNECT) {
      connection.leave();
    } else {
      deliver(connection, packet, attached);
    }
  }

  private void connect(
      InPacket packet, @Nullable Namespace namespace, @Nullable Connection present) {
    int attempt = attempts + 1;
    attempts = attempt;
    if (attempt > MAX_ATTEMPTS) {
      malformed();
      return;
    }
    if (namespace == null) {
      byte[] prefix = Namespace.prefix(PacketType.ERROR, packet.namespace());
      engine.send(OutPacket.text(prefix, INVALID_NAMESPACE), false);
      return;
    }
    if (present != null && present.isAlive()) {
      malformed();
      return;
    }
    Connection connection = new Connection(this, namespace, server.newConnectionId());
    connections[namespace.index()] = connection;
    try {
      server.handler().onConnect(connection, request(packet));
    } catch (RuntimeException e) {
      log.atWarn().setCause(e).log("Connect handler failed");
      connection.refuse("internal");
    }
  }

  private ConnectRequest request(InPacket packet) {
    Handshake handshake = engine.handshake();
    return new ConnectRequest(
        packet.namespace(),
        packet.json().length == 0 ? null : packet.json(),
        handshake.authorization(),
        handshake.remote(),
        handshake.forwardedFor(),
        handshake.userAgent());
  }

  private void deliver(Connection connection, InPacket packet, List<byte[]> attached) {
    String event = packet.event();
    if (connection.isConnected()) {
      if (event != null) {
        handle(connection, packet, event, attached);
      }
    } else if (!connection.wasEndedHere()) {
      malformed(); // neither accepted yet nor, by us, just now disconnected
    }
  }

  private void handle(Connection connection, InPacket packet, String event, List<byte[]> attached) {
    boolean binary = packet.type() == PacketType.BINARY_EVENT;
    AckToken ack = packet.ackId() < 0 ? null : new AckToken(packet.ackId());
    try {
      server
          .handler()
          .onEvent(
              connection,
              new SocketEvent(
                  event, packet.json(), packet.start(), packet.firstEnd(), binary, attached),
              ack);
    } catch (RuntimeException e) {
      log.atWarn().addKeyValue("event", event).setCause(e).log("Event handler failed");
      if (ack != null) {
        connection.ack(ack, INTERNAL);
      }
    }
  }

  /// One of the connections has been accepted.
  void settled() {
    attempts = 0;
    engine.settle();
  }

  /// One of the connections has ended while the session lives: without another, the client has to
  /// connect again.
  void ended(Connection connection, String reason) {
    boolean any = false;
    for (Connection other : connections) {
      any |= other != null && other.isConnected();
    }
    if (!any && engine.isOpen()) {
      engine.expectWithin(server.properties().timeouts().connect());
    }
    tell(connection, reason);
  }

  private void tell(Connection connection, String reason) {
    try {
      server.handler().onDisconnect(connection, reason);
    } catch (RuntimeException e) {
      log.atWarn().setCause(e).log("Disconnect handler failed");
    }
  }

  @Override
  public void onClose(CloseReason reason) {
    awaiting = null;
    attachments = List.of();
    for (Connection connection : connections) {
      if (connection != null && connection.end()) {
        tell(connection, reason.text());
      }
    }
  }
}
