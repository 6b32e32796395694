package dev.parley.gateway.socket;

import dev.parley.common.json.Json;
import dev.parley.common.problem.DomainException;
import dev.parley.common.problem.Problem;
import dev.parley.common.problem.UnavailableException;
import dev.parley.gateway.route.RealtimeNodes;
import dev.parley.gateway.route.RealtimeNodes.Node;
import dev.parley.gateway.route.RealtimeProperties;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.QueryStringDecoder;
import io.netty.util.ReferenceCountUtil;
import java.net.InetSocketAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Takes Socket.IO's WebSocket upgrades out of a client's connection before the HTTP server sees
/// them, and opens a tunnel for each. Everything else goes on to the server.
final class UpgradeHandler extends ChannelInboundHandlerAdapter {

  static final String NAME = "parley.upgrade";
  private static final String PATH = "/socket.io";

  private final SocketSettings settings;
  private boolean taken;

  UpgradeHandler(SocketSettings settings) {
    this.settings = settings;
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    if (taken) {
      // The end of the request; or a client that speaks before it was answered.
      ReferenceCountUtil.release(message);
    } else if (message instanceof HttpRequest request && isUpgrade(request)) {
      taken = true;
      try {
        open(ctx, request);
      } catch (DomainException refusal) {
        refuse(ctx, refusal);
      }
    } else {
      ctx.fireChannelRead(message);
    }
  }

  private static boolean isUpgrade(HttpRequest request) {
    return request.decoderResult().isSuccess()
        && isPath(request.uri())
        && request
            .headers()
            .containsValue(HttpHeaderNames.UPGRADE, HttpHeaderValues.WEBSOCKET, true);
  }

  private static boolean isPath(String uri) {
    int end = uri.indexOf('?');
    String path = end < 0 ? uri : uri.substring(0, end);
    return path.equals(PATH) || path.equals(PATH + "/");
  }

  private void open(ChannelHandlerContext ctx, HttpRequest request) {
    List<String> sids =
        new QueryStringDecoder(request.uri()).parameters().getOrDefault("sid", List.of());
    @Nullable String sid = sids.isEmpty() ? null : sids.getFirst();
    settings
        .admission()
        .check(request, (InetSocketAddress) ctx.channel().remoteAddress(), sid == null);
    @Nullable Node node = sid == null ? settings.nodes().next() : settings.nodes().ofSession(sid);
    if (node == null && sid != null) {
      answer(ctx, json(HttpResponseStatus.BAD_REQUEST, RealtimeNodes.unknownSession()));
    } else if (node == null
        || settings.tunnels().isClosing()
        || !settings.tunnels().admits(ctx.channel())) {
      throw new UnavailableException(RealtimeProperties.SERVICE);
    } else {
      new Backend(ctx, request, settings, sid == null).connect(node);
    }
  }

  static void refuse(ChannelHandlerContext ctx, DomainException refusal) {
    byte[] body = Json.mapper().writeValueAsBytes(Problem.of(refusal, PATH));
    FullHttpResponse response = json(HttpResponseStatus.valueOf(refusal.type().status()), body);
    response.headers().set(HttpHeaderNames.CONTENT_TYPE, Problem.MEDIA_TYPE);
    if (refusal.retryAfter() != null) {
      response
          .headers()
          .set(HttpHeaderNames.RETRY_AFTER, Math.max(1, refusal.retryAfter().toSeconds()));
    }
    answer(ctx, response);
  }

  private static FullHttpResponse json(HttpResponseStatus status, byte[] body) {
    FullHttpResponse response =
        new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, status, Unpooled.wrappedBuffer(body));
    response.headers().set(HttpHeaderNames.CONTENT_TYPE, HttpHeaderValues.APPLICATION_JSON);
    return response;
  }

  /// Answers instead of upgrading: the connection ends with it.
  static void answer(ChannelHandlerContext ctx, FullHttpResponse response) {
    HttpUtil.setContentLength(response, response.content().readableBytes());
    HttpUtil.setKeepAlive(response, false);
    ctx.writeAndFlush(response).addListener(ChannelFutureListener.CLOSE);
  }
}
