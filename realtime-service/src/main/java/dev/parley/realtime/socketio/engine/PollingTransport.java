package dev.parley.realtime.socketio.engine;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/// HTTP long-polling: packets wait here until a GET comes for them. Its requests may arrive on any
/// channel; they are all handled on the session's loop.
final class PollingTransport implements Transport {

  private static final long RELEASE_MILLIS = 100;
  private static final byte SEPARATOR = 0x1e;
  private static final byte[] OK = {'o', 'k'};

  private final EngineServer server;
  private @Nullable EngineSession session;
  private Queue<OutPacket> queue = new ArrayDeque<>();
  private volatile long queuedBytes;
  private @Nullable EngineRequest poll;
  private @Nullable WebSocketTransport upgrading;
  private boolean probed;
  private boolean pollCameLate;
  private long upgradeDue;
  private @Nullable CloseReason ended;
  private boolean lingering;

  PollingTransport(EngineServer server) {
    this.server = server;
  }

  void attach(EngineSession owner) {
    session = owner;
  }

  private EngineSession session() {
    EngineSession owner = session;
    if (owner == null) {
      throw new IllegalStateException("not attached");
    }
    return owner;
  }

  @Override
  public void write(OutPacket packet) {
    queue.add(packet);
    queuedBytes = queuedBytes + packet.bytes();
  }

  @Override
  public long pendingBytes() {
    return queuedBytes;
  }

  @Override
  public void flush() {
    EngineRequest waiting = poll;
    if (waiting != null && !queue.isEmpty()) {
      poll = null;
      answer(waiting);
    }
  }

  private void answer(EngineRequest waiting) {
    ByteBuf payload = payload(queue);
    queue.clear();
    queuedBytes = 0;
    waiting.answer(payload, HttpAnswers.TEXT);
  }

  private static ByteBuf payload(Queue<OutPacket> packets) {
    int length = 0;
    for (OutPacket packet : packets) {
      length += packet.payloadLength() + 1;
    }
    ByteBuf payload = Unpooled.buffer(length);
    for (OutPacket packet : packets) {
      append(payload, packet);
      for (OutPacket attachment : packet.attachments()) {
        append(payload, attachment);
      }
    }
    return payload;
  }

  private static void append(ByteBuf payload, OutPacket packet) {
    if (payload.isReadable()) {
      payload.writeByte(SEPARATOR);
    }
    if (packet.binary()) {
      payload.writeByte('b');
      payload.writeBytes(Base64.getEncoder().encode(packet.payload()));
    } else {
      packet.writePayload(payload);
    }
  }

  // ---- requests, on the session's loop ----

  void onPoll(EngineRequest request) {
    session().checkDeadlines();
    if (lingering) {
      if (queue.isEmpty()) {
        stopLingering();
        write(lastPacket());
      }
      answer(request);
    } else if (ended != null || isRefused(session().closing())) {
      request.refuse(EngineRefusal.UNKNOWN_SESSION);
    } else if (poll != null) {
      request.refuse(EngineRefusal.BAD_REQUEST);
      session().malformed("overlapping poll");
    } else {
      poll = request;
      pollCameLate = upgrading != null;
      flush();
      if (probed) {
        releasePollSoon();
      }
    }
  }

  /// Where we are ending the session, the client is told so by its poll: an error here would come
  /// before it.
  void onPost(EngineRequest request, ByteBuf body) {
    session().checkDeadlines();
    CloseReason before = session().closing();
    if (before != null && !before.drains()) {
      request.refuse(EngineRefusal.UNKNOWN_SESSION);
      return;
    }
    if (lingering && body.readableBytes() == 1 && body.getByte(body.readerIndex()) == '1') {
      stopLingering();
    }
    receive(body);
    CloseReason closing = session().closing();
    if (closing == null || closing == CloseReason.CLIENT_CLOSE || closing.drains()) {
      request.answer(Unpooled.wrappedBuffer(OK), HttpAnswers.HTML);
    } else {
      request.refuse(EngineRefusal.BAD_REQUEST);
    }
  }

  private void receive(ByteBuf body) {
    if (!Utf8.valid(body)) {
      session().malformed("encoding");
      return;
    }
    while (session().isOpen()) {
      int length = body.bytesBefore(SEPARATOR);
      ByteBuf packet = body.readSlice(length < 0 ? body.readableBytes() : length);
      receivePacket(packet);
      if (length < 0) {
        return;
      }
      body.skipBytes(1);
    }
  }

  private void receivePacket(ByteBuf packet) {
    if (!packet.isReadable() || packet.getByte(packet.readerIndex()) != 'b') {
      session().receiveText(packet);
      return;
    }
    // the Java client breaks lines, as MIME would
    String encoded = packet.toString(StandardCharsets.US_ASCII).substring(1).replaceAll("\\R", "");
    try {
      session().receiveBinary(Unpooled.wrappedBuffer(Base64.getDecoder().decode(encoded)));
    } catch (IllegalArgumentException notBase64) {
      session().malformed("base64");
    }
  }

  /// The connection of a poll was lost before its answer.
  void aborted(EngineRequest request) {
    if (poll == request) {
      poll = null;
      session().close(CloseReason.TRANSPORT_ERROR);
    }
  }

  /// Whether a poll that comes while the session closes is an error. Else it gets the session's
  /// last packets, and waits for them where they are not here yet.
  private static boolean isRefused(@Nullable CloseReason closing) {
    return closing != null && !closing.drains() && closing != CloseReason.CLIENT_CLOSE;
  }

  // ---- upgrade ----

  /// A WebSocket has come for this session; false when there is one already.
  boolean beginUpgrade(WebSocketTransport ws, long due) {
    if (upgrading != null || ended != null) {
      return false;
    }
    upgrading = ws;
    upgradeDue = due;
    return true;
  }

  /// The poll that was waiting when the WebSocket came is answered, so that the client can stop
  /// polling. One that came after it is given a moment: the client may have ended polling already,
  /// on the other connection, and then it is an error.
  void probed(WebSocketTransport ws) {
    if (upgrading == ws) {
      probed = true;
      ws.answerProbe();
      if (pollCameLate) {
        releasePollSoon();
      } else {
        releasePoll();
      }
    }
  }

  private void releasePollSoon() {
    WebSocketTransport ws = upgrading;
    session()
        .schedule(
            RELEASE_MILLIS,
            () -> {
              if (ws != null && ws == upgrading) {
                releasePoll();
              }
            });
  }

  private void releasePoll() {
    EngineRequest waiting = poll;
    if (waiting != null) {
      poll = null;
      write(OutPacket.NOOP);
      answer(waiting);
    }
  }

  void completeUpgrade(WebSocketTransport ws) {
    CloseReason reason = ended;
    if (upgrading != ws || !probed) {
      ws.abandon();
    } else if (reason != null) {
      upgrading = null;
      stopLingering();
      ws.end(takeQueue(), reason);
    } else {
      EngineRequest late = poll;
      if (late != null) {
        poll = null;
        late.refuse(EngineRefusal.BAD_REQUEST);
      }
      upgrading = null;
      session().moveTo(ws, takeQueue());
    }
  }

  private Queue<OutPacket> takeQueue() {
    Queue<OutPacket> unsent = queue;
    queue = new ArrayDeque<>();
    queuedBytes = 0;
    return unsent;
  }

  void abandonUpgrade(WebSocketTransport ws) {
    if (upgrading == ws) {
      upgrading = null;
      probed = false;
    }
  }

  // ---- the end ----

  /// Whether the session must be found for a while longer, for the poll that takes its last
  /// packets, or for the upgrade that does.
  boolean lingers() {
    return lingering;
  }

  /// The packet that says so goes alone: the official JavaScript client drops what comes in one
  /// payload with it. A client whose probe was answered has stopped polling, or is about to: if no
  /// poll waits, it gets its last packets by the WebSocket.
  @Override
  public void close(CloseReason reason) {
    ended = reason;
    EngineRequest waiting = poll;
    if (!probed || waiting != null || !reason.drains()) {
      endUpgrade();
    }
    poll = null;
    if (!reason.drains()) {
      queue.clear();
      queuedBytes = 0;
    }
    if (waiting != null && queue.isEmpty()) {
      write(lastPacket());
      answer(waiting);
    } else {
      if (waiting != null) {
        answer(waiting);
      }
      lingering = !isRefused(reason);
    }
  }

  /// What was to be delivered is, or nobody has come for it.
  void stopLingering() {
    lingering = false;
    endUpgrade();
    server.forget(session());
  }

  private void endUpgrade() {
    WebSocketTransport ws = upgrading;
    upgrading = null;
    if (ws != null) {
      ws.abandon();
    }
  }

  private OutPacket lastPacket() {
    return ended == CloseReason.CLIENT_CLOSE ? OutPacket.NOOP : OutPacket.CLOSE;
  }

  void sweep(long now) {
    WebSocketTransport ws = upgrading;
    if (ws != null && now - upgradeDue >= 0) {
      abandonUpgrade(ws);
      ws.abandon();
    }
  }
}
