package dev.parley.realtime.socketio.engine;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/// One HTTP connection: gathers requests, bounded, and answers them one after another, in their
/// order (what is pipelined waits). It is closed only where HTTP says so: when the client asks,
/// after an error that leaves its bytes undecodable, or when idle for longer than a proxy would
/// keep it.
@SuppressWarnings("FutureReturnValueIgnored") // what fails, fails with the channel
final class HttpConnection extends ChannelInboundHandlerAdapter {

  private static final int MAX_PIPELINED = 32;

  private final EngineServer server;
  private final EngineLoop loop;
  private final Queue<Object> pipelined = new ArrayDeque<>(0);
  private final Deadline deadline = new Deadline();
  private @Nullable ChannelHandlerContext context;
  private @Nullable EngineRequest receiving;
  private @Nullable EngineRequest answering;
  private @Nullable ByteBuf body;
  private boolean closing;

  HttpConnection(EngineServer server, EngineLoop loop) {
    this.server = server;
    this.loop = loop;
  }

  /// A field and no timer: see [Swept].
  private final class Deadline extends Swept {
    private long due;

    void in(long nanos) {
      due = System.nanoTime() + nanos;
    }

    @Override
    void sweep(long now) {
      if (answering == null && now - due >= 0) {
        expire();
      }
    }
  }

  @Override
  public void handlerAdded(ChannelHandlerContext ctx) {
    context = ctx;
    deadline.in(server.requestTimeoutNanos());
    loop.watch(deadline);
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext ctx) {
    loop.unwatch(deadline);
    release(body);
    body = null;
    pipelined.forEach(ReferenceCountUtil::release);
    pipelined.clear();
  }

  private void expire() {
    EngineRequest late = receiving;
    if (late == null) {
      context().close();
    } else {
      refuseNow(late, EngineRefusal.TIMED_OUT);
    }
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    if (closing) {
      ReferenceCountUtil.release(message);
    } else if (answering == null) {
      receive(message);
    } else if (pipelined.size() < MAX_PIPELINED) {
      pipelined.add(message);
    } else {
      ReferenceCountUtil.release(message);
      ctx.close();
    }
  }

  private void receive(Object message) {
    try {
      if (message instanceof HttpRequest head) {
        begin(head);
      }
      EngineRequest request = receiving;
      if (message instanceof HttpContent content && request != null) {
        gather(request, content.content());
        if (content instanceof LastHttpContent && receiving == request) {
          dispatch(request);
        }
      }
    } finally {
      ReferenceCountUtil.release(message);
    }
  }

  private void begin(HttpRequest head) {
    EngineRequest request = new EngineRequest(this, head, server.path());
    receiving = request;
    deadline.in(server.requestTimeoutNanos());
    if (head.decoderResult().isFailure()) {
      refuseNow(request, EngineRefusal.of(head.decoderResult().cause()));
      return;
    }
    if (request.isPost()) {
      beginPost(request, head);
    }
    if (HttpUtil.is100ContinueExpected(head) && request.refusal() == null) {
      context()
          .writeAndFlush(
              new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.CONTINUE));
    }
  }

  private void beginPost(EngineRequest request, HttpRequest head) {
    EngineSession session = server.session(request.sessionId());
    if (request.refusal() != null) {
      return;
    }
    if (session == null || session.polling() == null) {
      request.refuseLater(
          session == null ? EngineRefusal.UNKNOWN_SESSION : EngineRefusal.BAD_REQUEST);
      return;
    }
    if (!session.beginPost()) {
      request.refuseLater(EngineRefusal.BAD_REQUEST);
      session.malformed("overlapping post");
      return;
    }
    request.posting(session);
    String encoding = head.headers().get(HttpHeaderNames.CONTENT_ENCODING);
    if (encoding != null && !HttpHeaderValues.IDENTITY.contentEqualsIgnoreCase(encoding)) {
      request.refuseLater(EngineRefusal.ENCODED);
    }
    if (HttpUtil.getContentLength(head, 0L) > server.maxPayload()) {
      tooLarge(request);
    }
  }

  private void gather(EngineRequest request, ByteBuf content) {
    if (!content.isReadable() || request.refusal() != null) {
      return;
    }
    ByteBuf gathered = body;
    int length = content.readableBytes() + (gathered == null ? 0 : gathered.readableBytes());
    if (length > server.maxPayload()) {
      tooLarge(request);
      return;
    }
    if (gathered == null) {
      gathered = context().alloc().buffer(length, server.maxPayload());
      body = gathered;
    }
    gathered.writeBytes(content);
  }

  private void tooLarge(EngineRequest request) {
    EngineSession session = server.session(request.sessionId());
    if (session != null) {
      session.close(CloseReason.TOO_LARGE);
    }
    refuseNow(request, EngineRefusal.TOO_LARGE);
  }

  /// The answer does not wait for the rest of the request, and the connection ends with it.
  private void refuseNow(EngineRequest request, EngineRefusal reason) {
    receiving = null;
    answering = request;
    closing = true;
    request.refuse(reason);
  }

  private void dispatch(EngineRequest request) {
    receiving = null;
    answering = request;
    ByteBuf gathered = body;
    body = null;
    EngineRefusal refusal = request.refusal();
    if (refusal != null) {
      release(gathered);
      request.refuse(refusal);
    } else if (request.isPreflight()) {
      release(gathered);
      answer(request, server.answers().preflight(request), false);
    } else if (request.isWebSocket()) {
      release(gathered);
      WebSocketUpgrade.perform(server, loop, context(), request);
    } else {
      server.handle(request, loop, gathered == null ? Unpooled.EMPTY_BUFFER : gathered);
    }
  }

  private static void release(@Nullable ByteBuf buffer) {
    if (buffer != null) {
      buffer.release();
    }
  }

  /// From any thread.
  void answer(
      EngineRequest request,
      HttpResponseStatus status,
      ByteBuf payload,
      CharSequence type,
      boolean close) {
    answer(request, server.answers().answer(status, payload, type, request.origin()), close);
  }

  private void answer(EngineRequest request, FullHttpResponse response, boolean close) {
    if (loop.isCurrent()) {
      write(request, response, close);
    } else {
      try {
        loop.executor().execute(() -> write(request, response, close));
      } catch (RejectedExecutionException shutDown) {
        response.release();
      }
    }
  }

  private void write(EngineRequest request, FullHttpResponse response, boolean close) {
    request.release();
    if (answering != request) {
      response.release();
      return;
    }
    answering = null;
    closing |= close || !request.keepAlive();
    if (closing) {
      response.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
      context().writeAndFlush(response).addListener(ChannelFutureListener.CLOSE);
      return;
    }
    if (request.isHttp10()) {
      response.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.KEEP_ALIVE);
    }
    deadline.in(server.keepAliveNanos());
    context().writeAndFlush(response, context().voidPromise());
    while (answering == null && !closing && !pipelined.isEmpty()) {
      receive(pipelined.remove());
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    lost(receiving);
    lost(answering);
    receiving = null;
    answering = null;
    ctx.fireChannelInactive();
  }

  private void lost(@Nullable EngineRequest request) {
    EngineSession session = request == null ? null : server.session(request.sessionId());
    if (request != null) {
      request.release();
    }
    if (request != null && session != null) {
      session.run(() -> {
        PollingTransport polling = session.polling();
        if (polling != null) {
          polling.aborted(request);
        }
      });
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    server.metrics().connectionFailed(cause);
    ctx.close();
  }

  Channel channel() {
    return context().channel();
  }

  private ChannelHandlerContext context() {
    ChannelHandlerContext ctx = context;
    if (ctx == null) {
      throw new IllegalStateException("not in a pipeline");
    }
    return ctx;
  }
}
