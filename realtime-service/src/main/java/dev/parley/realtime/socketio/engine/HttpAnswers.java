package dev.parley.realtime.socketio.engine;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpHeadersFactory;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.util.AsciiString;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Builds HTTP responses, each with its length, so that the connection can serve the next request.
final class HttpAnswers {

  static final AsciiString TEXT = AsciiString.cached("text/plain; charset=UTF-8");
  static final AsciiString HTML = AsciiString.cached("text/html");
  static final AsciiString JSON = AsciiString.cached("application/json");

  private static final AsciiString NO_STORE = AsciiString.cached("no-store");
  private static final AsciiString METHODS = AsciiString.cached("GET, POST, OPTIONS");
  private static final AsciiString DEFAULT_HEADERS =
      AsciiString.cached("authorization, content-type");
  private static final AsciiString DAY = AsciiString.cached("86400");

  private final Set<String> allowedOrigins;

  HttpAnswers(Set<String> allowedOrigins) {
    this.allowedOrigins = allowedOrigins;
  }

  FullHttpResponse answer(
      HttpResponseStatus status, ByteBuf body, CharSequence type, @Nullable String origin) {
    FullHttpResponse response =
        new DefaultFullHttpResponse(
            HttpVersion.HTTP_1_1,
            status,
            body,
            DefaultHttpHeadersFactory.headersFactory(),
            DefaultHttpHeadersFactory.trailersFactory());
    HttpHeaders headers = response.headers();
    headers.set(HttpHeaderNames.CONTENT_LENGTH, body.readableBytes());
    if (body.isReadable()) {
      headers.set(HttpHeaderNames.CONTENT_TYPE, type);
    }
    headers.set(HttpHeaderNames.CACHE_CONTROL, NO_STORE);
    allow(headers, origin);
    return response;
  }

  FullHttpResponse preflight(EngineRequest request) {
    FullHttpResponse response =
        answer(HttpResponseStatus.NO_CONTENT, Unpooled.EMPTY_BUFFER, TEXT, request.origin());
    HttpHeaders headers = response.headers();
    headers.remove(HttpHeaderNames.CONTENT_LENGTH); // RFC 9110, section 8.6: none in a 204
    if (headers.contains(HttpHeaderNames.ACCESS_CONTROL_ALLOW_ORIGIN)) {
      headers.set(HttpHeaderNames.ACCESS_CONTROL_ALLOW_METHODS, METHODS);
      headers.set(HttpHeaderNames.ACCESS_CONTROL_ALLOW_HEADERS, DEFAULT_HEADERS);
      headers.set(HttpHeaderNames.ACCESS_CONTROL_MAX_AGE, DAY);
    }
    return response;
  }

  private void allow(HttpHeaders headers, @Nullable String origin) {
    if (origin == null || allowedOrigins.isEmpty()) {
      return;
    }
    if (allowedOrigins.contains("*")) {
      headers.set(HttpHeaderNames.ACCESS_CONTROL_ALLOW_ORIGIN, "*");
    } else {
      headers.set(HttpHeaderNames.VARY, HttpHeaderNames.ORIGIN);
      if (allowedOrigins.contains(origin)) {
        headers.set(HttpHeaderNames.ACCESS_CONTROL_ALLOW_ORIGIN, origin);
        headers.set(HttpHeaderNames.ACCESS_CONTROL_ALLOW_CREDENTIALS, "true");
      }
    }
  }
}
