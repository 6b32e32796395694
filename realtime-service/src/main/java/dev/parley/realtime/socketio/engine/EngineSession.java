package dev.parley.realtime.socketio.engine;

import io.netty.buffer.ByteBuf;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import java.util.concurrent.atomic.AtomicLongFieldUpdater;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import org.jspecify.annotations.Nullable;

/// One client. Sends and closes come from any thread; all else happens on the session's event loop,
/// which is its channel's. An upgrade from polling may move it to the WebSocket's loop, once:
/// packets keep their order because they wait in the session's own queue, whichever loop comes to
/// empty it.
public final class EngineSession extends Swept {

  private static final AtomicIntegerFieldUpdater<EngineSession> SIGNALLED =
      AtomicIntegerFieldUpdater.newUpdater(EngineSession.class, "signalled");
  private static final AtomicLongFieldUpdater<EngineSession> INBOX_BYTES =
      AtomicLongFieldUpdater.newUpdater(EngineSession.class, "inboxBytes");
  private static final AtomicReferenceFieldUpdater<EngineSession, @Nullable CloseReason> CLOSING =
      AtomicReferenceFieldUpdater.newUpdater(EngineSession.class, CloseReason.class, "closing");
  private static final AtomicIntegerFieldUpdater<EngineSession> POSTING =
      AtomicIntegerFieldUpdater.newUpdater(EngineSession.class, "posting");

  private final EngineServer server;
  private final String id;
  private final Handshake handshake;
  private final Heartbeat heartbeat;
  private final Queue<OutPacket> inbox = new ConcurrentLinkedQueue<>();

  private volatile EngineLoop loop;
  private volatile Transport transport;
  private volatile @Nullable CloseReason closing;
  private volatile int signalled;
  private volatile int posting;
  private volatile long inboxBytes;
  private volatile boolean closed;
  private volatile long deadline;

  private @Nullable EngineListener listener;
  private long lingerDue;

  private EngineSession(
      EngineServer server, EngineLoop loop, Handshake handshake, Transport transport) {
    this.server = server;
    this.id = server.newSessionId();
    this.loop = loop;
    this.handshake = handshake;
    this.heartbeat = new Heartbeat(server);
    this.transport = transport;
  }

  /// On the loop.
  static EngineSession polling(EngineServer server, EngineLoop loop, Handshake handshake) {
    PollingTransport polling = new PollingTransport(server);
    EngineSession session = new EngineSession(server, loop, handshake, polling);
    polling.attach(session);
    return session;
  }

  /// On the loop.
  static EngineSession webSocket(EngineServer server, Handshake handshake, WebSocketTransport ws) {
    return new EngineSession(server, ws.loop(), handshake, ws);
  }

  /// On the loop, after the open packet is on its way.
  void open() {
    heartbeat.beat(now());
    loop.watch(this);
    listener = server.handler().onOpen(this);
  }

  public String id() {
    return id;
  }

  public Handshake handshake() {
    return handshake;
  }

  public boolean isOpen() {
    return closing == null;
  }

  /// What waits for the client, bytes: the packets in the queue and those that the network has not
  /// taken. What goes from the one to the other at this moment may be missing.
  public long queuedBytes() {
    // In this order nothing is counted twice, which would close a client that is not slow.
    return transport.pendingBytes() + inboxBytes;
  }

  /// Closes the session unless [#settle()] is called in time.
  public void expectWithin(Duration limit) {
    deadline = now() + limit.toNanos() | 1;
  }

  public void settle() {
    deadline = 0;
  }

  /// Sends in order. Past the limit of what may wait for one client a sheddable packet is dropped
  /// (half of it), and the session closed as slow (all of it); a packet larger than the limit
  /// passes if nothing else waits.
  public void send(OutPacket packet, boolean sheddable) {
    if (closing != null) {
      return;
    }
    long queued = queuedBytes();
    long total = queued + packet.bytes();
    if (sheddable && total > server.maxQueuedBytes() / 2) {
      server.metrics().shed();
      return;
    }
    if (queued > 0 && total > server.maxQueuedBytes()) {
      close(CloseReason.SLOW_CLIENT);
      return;
    }
    INBOX_BYTES.addAndGet(this, packet.bytes());
    inbox.add(packet);
    signal();
  }

  /// Nothing received after this call reaches the listener; what was sent before it still goes out,
  /// except to a client that is broken or slow.
  public void close(CloseReason reason) {
    if (CLOSING.compareAndSet(this, null, reason)) {
      signal();
    }
  }

  private void signal() {
    if (SIGNALLED.compareAndSet(this, 0, 1)) {
      loop.enqueue(this);
    }
  }

  /// Empties the queue into the transport. On any of the server's loops; only the session's own
  /// does the work.
  void drain(EngineLoop current) {
    signalled = 0;
    if (current != loop) {
      signal();
      return;
    }
    if (closed) {
      inbox.clear();
      return;
    }
    CloseReason reason = closing;
    if (reason == null || reason.drains()) {
      Transport out = transport;
      for (OutPacket packet = inbox.poll(); packet != null; packet = inbox.poll()) {
        INBOX_BYTES.addAndGet(this, -packet.bytes());
        out.write(packet);
        server.metrics().sent();
      }
      out.flush();
    }
    if (reason != null) {
      finish(reason);
    }
  }

  private void finish(CloseReason reason) {
    closed = true;
    inbox.clear();
    transport.close(reason);
    server.metrics().closed(reason);
    PollingTransport polling = polling();
    if (polling != null && polling.lingers()) {
      lingerDue = now() + server.pingTimeoutNanos();
    } else {
      loop.unwatch(this);
      server.forget(this);
    }
    EngineListener told = listener;
    if (told != null) {
      told.onClose(reason);
    }
  }

  /// Runs on the loop that owns the session when the task comes to run.
  public void execute(Runnable task) {
    EngineLoop owner = loop;
    try {
      owner
          .executor()
          .execute(() -> {
            if (loop == owner) {
              task.run();
            } else {
              execute(task);
            }
          });
    } catch (RejectedExecutionException shutDown) {
      // the server is gone, and every channel with it
    }
  }

  /// On the loop.
  void schedule(long millis, Runnable task) {
    var unused = loop.executor().schedule(() -> run(task), millis, TimeUnit.MILLISECONDS);
  }

  /// Runs at once when this is the session's loop, else on it.
  void run(Runnable task) {
    if (loop.isCurrent()) {
      task.run();
    } else {
      execute(task);
    }
  }

  // ---- from the client, on the loop ----

  /// A whole text packet: valid UTF-8, its type first.
  void receiveText(ByteBuf packet) {
    EngineListener to = listener;
    if (closing != null || to == null) {
      return;
    }
    switch (packet.isReadable() ? packet.readByte() : 0) {
      case '4' -> to.onText(packet);
      case '3' -> heartbeat.beat(now());
      case '1' -> close(CloseReason.CLIENT_CLOSE);
      case '0', '5', '6' -> server.metrics().ignored();
      default -> malformed("packet type");
    }
  }

  void receiveBinary(ByteBuf data) {
    EngineListener to = listener;
    if (closing == null && to != null) {
      to.onBinary(data);
    }
  }

  /// Counts a packet that breaks the protocol, and closes.
  public void reject(String what) {
    malformed(what);
  }

  void malformed(String what) {
    server.metrics().malformed(what);
    close(CloseReason.PARSE_ERROR);
  }

  /// A POST begins; false when one is under way already, on whatever connection.
  boolean beginPost() {
    return POSTING.compareAndSet(this, 0, 1);
  }

  void endPost() {
    posting = 0;
  }

  /// The polling transport, unless the session has left it.
  @Nullable PollingTransport polling() {
    return transport instanceof PollingTransport polling ? polling : null;
  }

  @Nullable CloseReason closing() {
    return closing;
  }

  /// From polling to this WebSocket, whose loop takes the session over.
  void moveTo(WebSocketTransport ws, Queue<OutPacket> unsent) {
    ws.takeBacklog(unsent);
    loop.unwatch(this);
    transport = ws;
    loop = ws.loop();
    server.metrics().upgraded();
    execute(() -> {
      if (!closed) {
        loop.watch(this);
      }
      ws.resume();
    });
  }

  /// A WebSocket of this session broke or was closed by the client: its transport, or one that came
  /// to upgrade it.
  void webSocketClosed(WebSocketTransport ws, CloseReason reason) {
    PollingTransport polling = polling();
    if (polling != null) {
      polling.abandonUpgrade(ws);
    } else if (ws == transport) {
      close(reason);
    }
  }

  // ---- deadlines ----

  private static long now() {
    return System.nanoTime();
  }

  /// Deadlines that have passed, before anything else is done for the client.
  void checkDeadlines() {
    sweep(now());
  }

  @Override
  void sweep(long now) {
    PollingTransport polling = polling();
    if (closed && now - lingerDue >= 0) {
      loop.unwatch(this);
      if (polling != null) {
        polling.stopLingering();
      }
    }
    if (closing != null) {
      return;
    }
    long limit = deadline;
    if (limit != 0 && now - limit >= 0) {
      close(CloseReason.CONNECT_TIMEOUT);
    }
    if (heartbeat.pingIsDue(now)) {
      send(OutPacket.PING, false);
    }
    if (heartbeat.pongIsLate(now)) {
      close(CloseReason.PING_TIMEOUT);
    }
    if (polling != null) {
      polling.sweep(now);
    }
  }
}
