package dev.parley.realtime.testing;

import dev.parley.realtime.socketio.AckToken;
import dev.parley.realtime.socketio.EncodedEvent;
import dev.parley.realtime.socketio.Priority;
import dev.parley.realtime.socketio.SocketConnection;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/// A socket that keeps what it is given.
public final class FakeConnection implements SocketConnection {

  private final List<EncodedEvent> events = new CopyOnWriteArrayList<>();
  private final List<String> refusals = new CopyOnWriteArrayList<>();
  private volatile boolean closed;
  private volatile long queuedBytes;
  private volatile @Nullable Object attachment;

  public List<String> refusals() {
    return refusals;
  }

  /// What waits for its client.
  public void queue(long bytes) {
    queuedBytes = bytes;
  }

  public boolean isClosed() {
    return closed;
  }

  public List<EncodedEvent> events() {
    return events;
  }

  @Override
  public String id() {
    return "connection";
  }

  @Override
  public String sessionId() {
    return "session";
  }

  @Override
  public String namespace() {
    return "/";
  }

  @Override
  public boolean isConnected() {
    return true;
  }

  @Override
  public boolean accept(EncodedEvent... first) {
    return true;
  }

  @Override
  public void refuse(String message) {
    refusals.add(message);
  }

  @Override
  public void emit(EncodedEvent event, Priority priority) {
    events.add(event);
  }

  @Override
  public void ack(AckToken token, byte[]... json) {}

  @Override
  public void ackBinary(AckToken token, List<byte[]> attachments, byte[]... json) {}

  @Override
  public void disconnect() {}

  @Override
  public void close() {
    closed = true;
  }

  @Override
  public long queuedBytes() {
    return queuedBytes;
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
