package dev.parley.realtime.socketio.engine;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.ContinuationWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.util.ReferenceCountUtil;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A WebSocket: the session's transport, or one that has come to become it ("2probe", "5"). Frames
/// to send are made elsewhere, once for all clients; here they only pass into the channel, below
/// any encoder.
@SuppressWarnings("FutureReturnValueIgnored") // what fails, fails with the channel
final class WebSocketTransport extends ChannelInboundHandlerAdapter implements Transport {

  private static final ByteBuf PROBE = constant("2probe");
  private static final ByteBuf UPGRADE = constant("5");

  /// PROBING: the session is still on polling, maybe on another loop. HELD: the client has said "5"
  /// and the session is on its way to this loop; what is read meanwhile waits.
  private enum Phase {
    PROBING,
    HELD,
    OPEN,
    CLOSING
  }

  private final EngineServer server;
  private final EngineLoop loop;
  private final Fragments fragments = new Fragments();
  private final Queue<WebSocketFrame> held = new ArrayDeque<>(0);
  private Phase phase = Phase.PROBING;
  private @Nullable ChannelHandlerContext context;
  private @Nullable EngineSession session;
  private volatile @Nullable Queue<OutPacket> backlog;

  WebSocketTransport(EngineServer server, EngineLoop loop) {
    this.server = server;
    this.loop = loop;
  }

  private static ByteBuf constant(String text) {
    return Unpooled.unreleasableBuffer(Unpooled.copiedBuffer(text, StandardCharsets.US_ASCII));
  }

  EngineLoop loop() {
    return loop;
  }

  @Override
  public void handlerAdded(ChannelHandlerContext ctx) {
    context = ctx;
  }

  /// A session of its own, from the start.
  void open(EngineSession owner) {
    session = owner;
    phase = Phase.OPEN;
    server.opened(owner);
    write(server.openPacket(owner, false));
    flush();
    owner.open();
  }

  /// Comes for a session that is on polling, which knows of it before the client does.
  void offer(EngineSession owner) {
    session = owner;
    long due = System.nanoTime() + server.upgradeTimeoutNanos();
    owner.run(() -> {
      PollingTransport polling = owner.polling();
      boolean welcome = polling != null && polling.beginUpgrade(this, due);
      context().flush(); // the answer to the WebSocket handshake
      if (!welcome) {
        abandon();
      }
    });
  }

  private ChannelHandlerContext context() {
    ChannelHandlerContext ctx = context;
    if (ctx == null) {
      throw new IllegalStateException("not in a pipeline");
    }
    return ctx;
  }

  private EngineSession session() {
    EngineSession owner = session;
    if (owner == null) {
      throw new IllegalStateException("no session");
    }
    return owner;
  }

  // ---- out ----

  @Override
  public void write(OutPacket packet) {
    writeBacklog();
    writeNow(packet);
  }

  private void writeBacklog() {
    Queue<OutPacket> earlier = backlog;
    if (earlier != null) {
      backlog = null;
      earlier.forEach(this::writeNow);
    }
  }

  private void writeNow(OutPacket packet) {
    ChannelHandlerContext ctx = context();
    ctx.write(loop.frame(packet, ctx.alloc()), ctx.voidPromise());
    for (OutPacket attachment : packet.attachments()) {
      ctx.write(loop.frame(attachment, ctx.alloc()), ctx.voidPromise());
    }
  }

  @Override
  public void flush() {
    writeBacklog();
    context().flush();
  }

  @Override
  public long pendingBytes() {
    ChannelHandlerContext ctx = context;
    ChannelOutboundBuffer waiting = ctx == null ? null : ctx.channel().unsafe().outboundBuffer();
    return waiting == null ? 0 : waiting.totalPendingWriteBytes();
  }

  /// What polling had not delivered goes first. Called on the loop that the session leaves.
  void takeBacklog(Queue<OutPacket> unsent) {
    backlog = unsent;
  }

  void answerProbe() {
    ChannelHandlerContext ctx = context();
    ctx.writeAndFlush(OutPacket.PROBE_ANSWER.frame(ctx.alloc()), ctx.voidPromise());
  }

  /// On the loop: the session is here, and what was held can be read.
  void resume() {
    if (phase == Phase.HELD) {
      phase = Phase.OPEN;
    }
    loop.enqueue(session()); // for what polling had not delivered
    while (!held.isEmpty()) {
      receive(held.remove());
    }
    context().channel().config().setAutoRead(true);
  }

  // ---- the end ----

  @Override
  public void close(CloseReason reason) {
    if (reason == CloseReason.SLOW_CLIENT || reason == CloseReason.PING_TIMEOUT) {
      phase = Phase.CLOSING;
      context().close(); // it does not read: a close frame would wait behind all the rest
    } else {
      sayGoodbye(reason);
    }
  }

  /// Not wanted, or not any more. From any thread.
  void abandon() {
    loop.executor().execute(() -> sayGoodbye(CloseReason.TRANSPORT_ERROR));
  }

  /// The session ended while it was coming here: its last packets. From any thread.
  void end(Queue<OutPacket> last, CloseReason reason) {
    loop.executor()
        .execute(() -> {
          last.forEach(this::writeNow);
          sayGoodbye(reason);
        });
  }

  private void sayGoodbye(CloseReason reason) {
    if (phase != Phase.CLOSING) {
      phase = Phase.CLOSING;
      ClosingHandshake.begin(context(), reason);
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    phase = Phase.CLOSING;
    lost(CloseReason.CLIENT_CLOSE);
    ctx.fireChannelInactive();
  }

  private void lost(CloseReason reason) {
    EngineSession owner = session;
    if (owner != null) {
      owner.run(() -> owner.webSocketClosed(this, reason));
    }
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext ctx) {
    held.forEach(ReferenceCountUtil::release);
    held.clear();
    fragments.drop();
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    server.metrics().connectionFailed(cause);
    CloseReason reason = ClosingHandshake.reason(cause);
    if (phase != Phase.CLOSING && ctx.channel().isActive()) {
      phase = Phase.CLOSING;
      ClosingHandshake.abort(ctx, reason);
    }
    lost(reason);
  }

  // ---- in ----

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    if (!(message instanceof WebSocketFrame frame)) {
      ReferenceCountUtil.release(message);
    } else if (phase == Phase.HELD) {
      held.add(frame);
    } else {
      receive(frame);
    }
  }

  private void receive(WebSocketFrame frame) {
    try {
      switch (frame) {
        case CloseWebSocketFrame close -> closedByClient();
        case PingWebSocketFrame ping -> pong(ping.content());
        case PongWebSocketFrame pong -> {}
        default -> data(frame);
      }
    } finally {
      frame.release();
    }
  }

  private void closedByClient() {
    if (phase == Phase.CLOSING) {
      context().close();
    } else {
      phase = Phase.CLOSING;
      ClosingHandshake.answer(context());
      lost(CloseReason.CLIENT_CLOSE);
    }
  }

  private void pong(ByteBuf data) {
    ChannelHandlerContext ctx = context();
    if (phase != Phase.CLOSING && pendingBytes() <= server.maxQueuedBytes()) {
      OutPacket pong = OutPacket.webSocketPong(ByteBufUtil.getBytes(data));
      ctx.writeAndFlush(pong.frame(ctx.alloc()), ctx.voidPromise());
    }
  }

  private void data(WebSocketFrame frame) {
    if (phase == Phase.CLOSING) {
      return;
    }
    if (frame.isFinalFragment() && !(frame instanceof ContinuationWebSocketFrame)) {
      message(frame.content(), frame instanceof TextWebSocketFrame);
    } else if (!fragments.add(frame, server.maxPayload(), context().alloc())) {
      fail(CloseReason.TOO_LARGE);
    } else if (frame.isFinalFragment()) {
      ByteBuf whole = fragments.take();
      try {
        message(whole, fragments.text());
      } finally {
        whole.release();
      }
    }
  }

  private void message(ByteBuf content, boolean text) {
    if (phase == Phase.PROBING) {
      probe(content, text);
    } else if (phase == Phase.OPEN) {
      if (!text) {
        session().receiveBinary(content);
      } else if (Utf8.valid(content)) {
        session().receiveText(content);
      } else {
        session().malformed("encoding");
      }
    }
  }

  private void probe(ByteBuf content, boolean text) {
    EngineSession owner = session();
    if (text && content.equals(PROBE)) {
      owner.run(() -> onPolling(owner, polling -> polling.probed(this)));
    } else if (text && content.equals(UPGRADE)) {
      phase = Phase.HELD;
      context().channel().config().setAutoRead(false);
      owner.run(() -> onPolling(owner, polling -> polling.completeUpgrade(this)));
    } else {
      fail(CloseReason.PARSE_ERROR);
    }
  }

  private void onPolling(EngineSession owner, Consumer<PollingTransport> action) {
    PollingTransport polling = owner.polling();
    if (polling == null) {
      abandon();
    } else {
      action.accept(polling);
    }
  }

  private void fail(CloseReason reason) {
    sayGoodbye(reason);
    lost(reason);
  }
}
