package dev.parley.realtime.socketio.engine;

import com.corundumstudio.socketio.Transport;
import com.corundumstudio.socketio.protocol.EngineIOVersion;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One HTTP request, from its head to its answer, which may come from any thread.
final class EngineRequest {

  private final HttpConnection connection;
  private final HttpMethod method;
  private final boolean keepAlive;
  private final boolean http10;
  private final @Nullable String origin;
  private final @Nullable String sessionId;
  private final boolean webSocket;
  private @Nullable EngineRefusal refusal;
  private @Nullable EngineSession posting;
  private @Nullable HttpRequest head;

  EngineRequest(HttpConnection connection, HttpRequest head, String path) {
    this.connection = connection;
    this.head = head;
    this.method = head.method();
    this.keepAlive = HttpUtil.isKeepAlive(head);
    this.http10 = head.protocolVersion().equals(HttpVersion.HTTP_1_0);
    this.origin = head.headers().get(HttpHeaderNames.ORIGIN);
    this.webSocket =
        head.headers().containsValue(HttpHeaderNames.UPGRADE, HttpHeaderValues.WEBSOCKET, true);
    QueryStringDecoder uri = new QueryStringDecoder(head.uri());
    Map<String, List<String>> query = Map.of();
    try {
      refusal = atPath(uri.path(), path) ? null : EngineRefusal.NOT_FOUND;
      query = uri.parameters();
    } catch (IllegalArgumentException badEscape) {
      refusal = EngineRefusal.BAD_REQUEST;
    }
    this.sessionId = first(query, "sid");
    if (refusal == null && !isPreflight()) {
      refusal = check(query);
    }
  }

  private static boolean atPath(String path, String expected) {
    return path.equals(expected)
        || (path.length() == expected.length() - 1 && expected.startsWith(path));
  }

  private @Nullable EngineRefusal check(Map<String, List<String>> query) {
    String transport = first(query, "transport");
    boolean overWebSocket = Transport.WEBSOCKET.getValue().equals(transport);
    if (!overWebSocket && !Transport.POLLING.getValue().equals(transport)) {
      return EngineRefusal.UNKNOWN_TRANSPORT;
    }
    if (!EngineIOVersion.V4.getValue().equals(first(query, EngineIOVersion.EIO))) {
      return EngineRefusal.UNSUPPORTED_VERSION;
    }
    if (sessionId == null && !method.equals(HttpMethod.GET)) {
      return EngineRefusal.BAD_METHOD;
    }
    boolean usable = method.equals(HttpMethod.GET) || (isPost() && !overWebSocket);
    return usable && overWebSocket == webSocket ? null : EngineRefusal.BAD_REQUEST;
  }

  private static @Nullable String first(Map<String, List<String>> query, String name) {
    List<String> values = query.get(name);
    return values == null ? null : values.getFirst();
  }

  boolean isPreflight() {
    return method.equals(HttpMethod.OPTIONS);
  }

  boolean isPost() {
    return method.equals(HttpMethod.POST);
  }

  boolean isWebSocket() {
    return webSocket;
  }

  Channel channel() {
    return connection.channel();
  }

  boolean keepAlive() {
    return keepAlive;
  }

  boolean isHttp10() {
    return http10;
  }

  @Nullable String origin() {
    return origin;
  }

  @Nullable String sessionId() {
    return sessionId;
  }

  /// Null once the request has been dispatched: a poll may wait long, and headers are large.
  @Nullable HttpRequest head() {
    return head;
  }

  void forgetHead() {
    head = null;
  }

  @Nullable EngineRefusal refusal() {
    return refusal;
  }

  /// Decided before the whole request is here; the first reason stands.
  void refuseLater(EngineRefusal reason) {
    if (refusal == null) {
      refusal = reason;
    }
  }

  void posting(EngineSession session) {
    posting = session;
  }

  /// The request is over for its session: answered, or lost.
  void release() {
    EngineSession session = posting;
    if (session != null) {
      posting = null;
      session.endPost();
    }
  }

  void answer(ByteBuf payload, CharSequence type) {
    connection.answer(this, HttpResponseStatus.OK, payload, type, false);
  }

  void refuse(EngineRefusal reason) {
    ByteBuf body = Unpooled.wrappedBuffer(reason.body());
    connection.answer(this, reason.status(), body, HttpAnswers.JSON, reason.closesConnection());
  }
}
