package dev.parley.realtime.socketio;

import dev.parley.realtime.socketio.engine.EngineMetrics;
import dev.parley.realtime.socketio.engine.EngineServer;
import dev.parley.realtime.socketio.engine.EngineSession;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A Socket.IO 5 server over WebSocket and HTTP long-polling, with a [SocketHandler] behind it.
public final class SocketServer implements AutoCloseable {

  private static final int CONNECTION_ID_BYTES = 15;

  private final SocketServerProperties properties;
  private final SocketHandler handler;
  private final EngineServer engine;
  private final Map<String, Namespace> namespaces = new HashMap<>();
  private final PacketParser parser;
  private final SecureRandom random = new SecureRandom();

  public SocketServer(SocketServerProperties properties, SocketHandler handler) {
    this.properties = properties;
    this.handler = handler;
    this.parser = new PacketParser(properties.limits().attachments());
    for (String name : properties.namespaces()) {
      namespaces.put(name, new Namespace(namespaces.size(), name));
    }
    this.engine = new EngineServer(properties.engine(), this::open);
  }

  private SocketSession open(EngineSession session) {
    session.expectWithin(properties.timeouts().connect());
    return new SocketSession(this, session);
  }

  /// @throws IllegalStateException when the address cannot be bound
  public void start() {
    engine.start();
  }

  /// Where it listens, once started.
  public int port() {
    return engine.port();
  }

  /// What to bind to a meter registry.
  public EngineMetrics metrics() {
    return engine.metrics();
  }

  /// Takes no more connections, sends what is queued and a goodbye to every client, and ends:
  /// within seconds.
  @Override
  public void close() {
    engine.close();
  }

  SocketServerProperties properties() {
    return properties;
  }

  SocketHandler handler() {
    return handler;
  }

  PacketParser parser() {
    return parser;
  }

  @Nullable Namespace namespace(String name) {
    return namespaces.get(name);
  }

  int namespaceCount() {
    return namespaces.size();
  }

  String newConnectionId() {
    byte[] bytes = new byte[CONNECTION_ID_BYTES];
    random.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
