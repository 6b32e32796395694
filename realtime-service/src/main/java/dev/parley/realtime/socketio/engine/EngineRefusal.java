package dev.parley.realtime.socketio.engine;

import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import java.nio.charset.StandardCharsets;

/// Why a request is not served; the codes and messages are those of the reference server.
enum EngineRefusal {
  UNKNOWN_TRANSPORT(HttpResponseStatus.BAD_REQUEST, 0, "Transport unknown"),
  UNKNOWN_SESSION(HttpResponseStatus.BAD_REQUEST, 1, "Session ID unknown"),
  BAD_METHOD(HttpResponseStatus.BAD_REQUEST, 2, "Bad handshake method"),
  BAD_REQUEST(HttpResponseStatus.BAD_REQUEST, 3, "Bad request"),
  UNSUPPORTED_VERSION(HttpResponseStatus.BAD_REQUEST, 5, "Unsupported protocol version"),
  NOT_FOUND(HttpResponseStatus.NOT_FOUND, 3, "Not found"),
  TIMED_OUT(HttpResponseStatus.REQUEST_TIMEOUT, 3, "Request timeout"),
  TOO_LARGE(HttpResponseStatus.REQUEST_ENTITY_TOO_LARGE, 3, "Payload too large"),
  HEADERS_TOO_LARGE(HttpResponseStatus.REQUEST_HEADER_FIELDS_TOO_LARGE, 3, "Headers too large"),
  ENCODED(HttpResponseStatus.UNSUPPORTED_MEDIA_TYPE, 3, "Content encoding not supported"),
  WEBSOCKET_VERSION(HttpResponseStatus.UPGRADE_REQUIRED, 3, "WebSocket version 13 required"),
  FULL(HttpResponseStatus.SERVICE_UNAVAILABLE, 4, "Too many sessions");

  private final int status;
  private final String body;

  EngineRefusal(HttpResponseStatus status, int code, String message) {
    this.status = status.code();
    this.body = "{\"code\":%d,\"message\":\"%s\"}".formatted(code, message);
  }

  /// Why a request cannot be decoded.
  static EngineRefusal of(Throwable cause) {
    boolean tooLong =
        cause instanceof TooLongHttpHeaderException || cause instanceof TooLongHttpLineException;
    return tooLong ? HEADERS_TOO_LARGE : BAD_REQUEST;
  }

  HttpResponseStatus status() {
    return HttpResponseStatus.valueOf(status);
  }

  byte[] body() {
    return body.getBytes(StandardCharsets.US_ASCII);
  }

  /// What follows on the connection cannot be trusted to be a request.
  boolean closesConnection() {
    return this == TOO_LARGE || this == HEADERS_TOO_LARGE || this == TIMED_OUT || this == FULL;
  }
}
