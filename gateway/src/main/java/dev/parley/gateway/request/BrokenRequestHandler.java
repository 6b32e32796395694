package dev.parley.gateway.request;

import dev.parley.common.json.Json;
import dev.parley.common.problem.Problem;
import dev.parley.common.problem.ProblemType;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.netty.util.ReferenceCountUtil;
import java.net.URI;
import java.net.URISyntaxException;

/// Answers what cannot be read as a request with a problem document; the HTTP server itself would
/// answer with an empty one. The connection ends with it: nobody knows where the next request
/// begins.
@Sharable
final class BrokenRequestHandler extends ChannelInboundHandlerAdapter {

  static final String NAME = "parley.broken";

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    if (!(message instanceof HttpRequest request)) {
      ctx.fireChannelRead(message);
    } else if (request.decoderResult().isFailure()) {
      ReferenceCountUtil.release(message);
      refuse(ctx, request.decoderResult().cause());
    } else if (!isUri(request.uri())) {
      ReferenceCountUtil.release(message);
      answer(ctx, HttpResponseStatus.BAD_REQUEST, "The path cannot be read");
    } else {
      ctx.fireChannelRead(message);
    }
  }

  private static boolean isUri(String text) {
    try {
      return !new URI(text).isOpaque();
    } catch (URISyntaxException e) {
      return false;
    }
  }

  private static void refuse(ChannelHandlerContext ctx, Throwable cause) {
    if (cause instanceof TooLongHttpLineException) {
      answer(ctx, HttpResponseStatus.REQUEST_URI_TOO_LONG, "The path is too long");
    } else if (cause instanceof TooLongHttpHeaderException) {
      answer(
          ctx,
          HttpResponseStatus.REQUEST_HEADER_FIELDS_TOO_LARGE,
          "The headers are too large together");
    } else {
      answer(ctx, HttpResponseStatus.BAD_REQUEST, "This is not an HTTP request");
    }
  }

  private static void answer(ChannelHandlerContext ctx, HttpResponseStatus status, String detail) {
    ProblemType type =
        status.equals(HttpResponseStatus.BAD_REQUEST)
            ? ProblemType.VALIDATION_FAILED
            : ProblemType.TOO_LARGE;
    Problem problem =
        new Problem(type.slug(), status.code(), type.title(), detail, null, null, null);
    byte[] body = Json.mapper().writeValueAsBytes(problem);
    var response =
        new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, status, Unpooled.wrappedBuffer(body));
    response.headers().set(HttpHeaderNames.CONTENT_TYPE, Problem.MEDIA_TYPE);
    response.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
    HttpUtil.setContentLength(response, body.length);
    ctx.writeAndFlush(response).addListener(ChannelFutureListener.CLOSE);
  }
}
