package dev.parley.realtime.socketio.engine;

import com.corundumstudio.socketio.SocketIOChannelInitializer;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameDecoder;
import io.netty.handler.codec.http.websocketx.WebSocketDecoderConfig;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/// From HTTP to WebSocket on one connection: RFC 6455, section 4.2. No extension is ever agreed to,
/// so no frame is compressed. The HTTP handlers leave the pipeline.
@SuppressWarnings("FutureReturnValueIgnored") // what fails, fails with the channel
final class WebSocketUpgrade {

  private static final String ACCEPT_SUFFIX = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

  private WebSocketUpgrade() {}

  static void perform(
      EngineServer server, EngineLoop loop, ChannelHandlerContext http, EngineRequest request) {
    HttpRequest head = request.head();
    EngineSession session = server.session(request.sessionId());
    EngineRefusal refusal = refusal(server, request, head, session);
    if (refusal != null || head == null) {
      request.refuse(refusal == null ? EngineRefusal.BAD_REQUEST : refusal);
      return;
    }
    String key = head.headers().get(HttpHeaderNames.SEC_WEBSOCKET_KEY, "");
    Handshake handshake = server.handshake(http.channel(), head);
    http.write(switching(key));
    WebSocketTransport ws = new WebSocketTransport(server, loop);
    replaceHandlers(server, http.pipeline(), ws);
    if (session == null) {
      ws.open(EngineSession.webSocket(server, handshake, ws));
    } else {
      ws.offer(session);
    }
  }

  private static @Nullable EngineRefusal refusal(
      EngineServer server,
      EngineRequest request,
      @Nullable HttpRequest head,
      @Nullable EngineSession session) {
    if (head == null || !validKey(head.headers().get(HttpHeaderNames.SEC_WEBSOCKET_KEY))) {
      return EngineRefusal.BAD_REQUEST;
    }
    if (!"13".equals(head.headers().get(HttpHeaderNames.SEC_WEBSOCKET_VERSION))) {
      return EngineRefusal.WEBSOCKET_VERSION;
    }
    if (session == null && request.sessionId() != null) {
      return EngineRefusal.UNKNOWN_SESSION;
    }
    return session == null && server.isFull() ? EngineRefusal.FULL : null;
  }

  private static boolean validKey(@Nullable String key) {
    try {
      return key != null && Base64.getDecoder().decode(key).length == 16;
    } catch (IllegalArgumentException notBase64) {
      return false;
    }
  }

  private static FullHttpResponse switching(String key) {
    FullHttpResponse response =
        new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.SWITCHING_PROTOCOLS);
    HttpHeaders headers = response.headers();
    headers.set(HttpHeaderNames.UPGRADE, HttpHeaderValues.WEBSOCKET);
    headers.set(HttpHeaderNames.CONNECTION, HttpHeaderValues.UPGRADE);
    headers.set(HttpHeaderNames.SEC_WEBSOCKET_ACCEPT, accept(key));
    return response;
  }

  private static String accept(String key) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-1")
              .digest((key + ACCEPT_SUFFIX).getBytes(StandardCharsets.ISO_8859_1));
      return Base64.getEncoder().encodeToString(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every Java platform has SHA-1
    }
  }

  private static void replaceHandlers(
      EngineServer server, ChannelPipeline pipeline, WebSocketTransport ws) {
    WebSocketDecoderConfig config =
        WebSocketDecoderConfig.newBuilder()
            .expectMaskedFrames(true)
            .allowMaskMismatch(false)
            .allowExtensions(false)
            .maxFramePayloadLength(server.maxPayload())
            .closeOnProtocolViolation(false)
            .withUTF8Validator(false)
            .build();
    pipeline.addLast("webSocketDecoder", new WebSocket13FrameDecoder(config));
    pipeline.addLast(SocketIOChannelInitializer.WEB_SOCKET_TRANSPORT, ws);
    pipeline.remove(SocketIOChannelInitializer.HTTP_ENCODER);
    pipeline.remove(HttpConnection.class);
    pipeline.remove(SocketIOChannelInitializer.HTTP_REQUEST_DECODER);
  }
}
