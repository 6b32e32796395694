package dev.parley.realtime.socketio;

import com.corundumstudio.socketio.protocol.PacketType;
import dev.parley.realtime.socketio.engine.CloseReason;
import dev.parley.realtime.socketio.engine.EngineSession;
import dev.parley.realtime.socketio.engine.OutPacket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import org.jspecify.annotations.Nullable;

/// A client in a namespace, from its CONNECT to its end. Its state moves forward only, and who
/// moves it does what belongs to the move: so nothing is told twice.
final class Connection implements SocketConnection {

  private static final AtomicReferenceFieldUpdater<Connection, State> STATE =
      AtomicReferenceFieldUpdater.newUpdater(Connection.class, State.class, "state");
  private static final byte[] BEGIN_ARRAY = {'['};
  private static final byte[] END_ARRAY = {']'};

  /// ACCEPTING: the answer to its CONNECT is being queued, and what is sent meanwhile waits behind
  /// it. DISMISSED: refused or disconnected by us; what the client had sent before it knew is
  /// dropped. GONE: left by the client, or lost with its session.
  private enum State {
    WAITING,
    ACCEPTING,
    CONNECTED,
    DISMISSED,
    GONE
  }

  private final SocketSession session;
  private final Namespace namespace;
  private final String id;
  private volatile State state = State.WAITING;
  private volatile @Nullable Object attachment;
  private @Nullable List<Held> held;

  private record Held(OutPacket packet, boolean sheddable) {}

  Connection(SocketSession session, Namespace namespace, String id) {
    this.session = session;
    this.namespace = namespace;
    this.id = id;
  }

  @Override
  public String id() {
    return id;
  }

  @Override
  public String sessionId() {
    return engine().id();
  }

  @Override
  public String namespace() {
    return namespace.name();
  }

  @Override
  public boolean isConnected() {
    return isAccepted() && engine().isOpen();
  }

  private boolean isAccepted() {
    State now = state;
    return now == State.CONNECTED || now == State.ACCEPTING;
  }

  boolean isAlive() {
    State now = state;
    return now == State.WAITING || now == State.ACCEPTING || now == State.CONNECTED;
  }

  boolean wasEndedHere() {
    return state == State.DISMISSED;
  }

  private EngineSession engine() {
    return session.engine();
  }

  @Override
  public boolean accept(EncodedEvent... first) {
    if (!engine().isOpen() || !STATE.compareAndSet(this, State.WAITING, State.ACCEPTING)) {
      return false;
    }
    session.settled();
    byte[] answer = ("{\"sid\":\"" + id + "\"}").getBytes(StandardCharsets.US_ASCII);
    engine().send(OutPacket.text(namespace.prefix(PacketType.CONNECT), answer), false);
    for (EncodedEvent event : first) {
      engine().send(event.packet(namespace), false);
    }
    return isOpenedWithWhatWasHeld();
  }

  private synchronized boolean isOpenedWithWhatWasHeld() {
    if (held != null) {
      held.forEach(waiting -> engine().send(waiting.packet(), waiting.sheddable()));
      held = null;
    }
    boolean opened = STATE.compareAndSet(this, State.ACCEPTING, State.CONNECTED);
    if (!opened && wasEndedHere()) {
      engine().send(OutPacket.text(namespace.prefix(PacketType.DISCONNECT)), false);
    }
    return opened;
  }

  /// Nothing overtakes the answer to the CONNECT, and nothing that is sent after it is lost.
  private void send(OutPacket packet, boolean sheddable) {
    if (state == State.CONNECTED) {
      engine().send(packet, sheddable);
    } else {
      hold(packet, sheddable);
    }
  }

  private synchronized void hold(OutPacket packet, boolean sheddable) {
    State now = state;
    if (now == State.CONNECTED) {
      engine().send(packet, sheddable);
    } else if (now == State.ACCEPTING) {
      if (held == null) {
        held = new ArrayList<>();
      }
      held.add(new Held(packet, sheddable));
    }
  }

  @Override
  public void refuse(String message) {
    if (STATE.compareAndSet(this, State.WAITING, State.DISMISSED)) {
      byte[] answer = ("{\"message\":" + quote(message) + "}").getBytes(StandardCharsets.UTF_8);
      engine().send(OutPacket.text(namespace.prefix(PacketType.ERROR), answer), false);
    }
  }

  private static String quote(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        quoted.append('\\').append(c);
      } else if (c < ' ') {
        quoted.append("\\u00").append(c < 16 ? "0" : "").append(Integer.toHexString(c));
      } else {
        quoted.append(c);
      }
    }
    return quoted.append('"').toString();
  }

  @Override
  public void emit(EncodedEvent event, Priority priority) {
    if (isAccepted()) {
      send(event.packet(namespace), priority == Priority.SHEDDABLE);
    }
  }

  @Override
  public void ack(AckToken token, byte[]... json) {
    if (isAccepted() && token.answer()) {
      send(OutPacket.text(parts(namespace.prefix(PacketType.ACK), token, json)), false);
    }
  }

  @Override
  public void ackBinary(AckToken token, List<byte[]> attachments, byte[]... json) {
    if (isAccepted() && token.answer()) {
      byte[] prefix = namespace.binaryPrefix(PacketType.BINARY_ACK, attachments.size());
      send(OutPacket.textWithAttachments(attachments, parts(prefix, token, json)), false);
    }
  }

  private static byte[][] parts(byte[] prefix, AckToken token, byte[]... json) {
    byte[][] parts = new byte[json.length + 4][];
    parts[0] = prefix;
    parts[1] = Long.toString(token.id()).getBytes(StandardCharsets.US_ASCII);
    parts[2] = BEGIN_ARRAY;
    System.arraycopy(json, 0, parts, 3, json.length);
    parts[parts.length - 1] = END_ARRAY;
    return parts;
  }

  @Override
  public void disconnect() {
    State before = STATE.getAndUpdate(this, s -> s == State.GONE ? s : State.DISMISSED);
    if (before == State.CONNECTED) {
      engine().send(OutPacket.text(namespace.prefix(PacketType.DISCONNECT)), false);
      engine().execute(() -> session.ended(this, "server namespace disconnect"));
    }
  }

  /// The client has left the namespace. On the loop.
  void leave() {
    if (end()) {
      session.ended(this, "client namespace disconnect");
    }
  }

  /// True for whoever ends an accepted connection.
  boolean end() {
    return STATE.getAndUpdate(this, s -> s == State.DISMISSED ? s : State.GONE) == State.CONNECTED;
  }

  @Override
  public void close() {
    engine().close(CloseReason.FORCED);
  }

  @Override
  public long queuedBytes() {
    return engine().queuedBytes();
  }

  @Override
  public @Nullable Object attachment() {
    return attachment;
  }

  @Override
  public void attach(@Nullable Object object) {
    attachment = object;
  }
}
