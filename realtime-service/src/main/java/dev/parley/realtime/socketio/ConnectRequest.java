package dev.parley.realtime.socketio;

import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/// What a client that asks for a namespace has shown of itself. None of it has been checked.
///
/// @param auth the CONNECT packet's payload: a JSON object in UTF-8, or null when there was none
/// @param authorization the `Authorization` header of the request that opened the session
/// @param remote the peer of the TCP connection: the gateway, when there is one
/// @param forwardedFor the `X-Forwarded-For` header; true only behind one's own proxy
public record ConnectRequest(
    String namespace,
    byte @Nullable [] auth,
    @Nullable String authorization,
    InetSocketAddress remote,
    @Nullable String forwardedFor,
    @Nullable String userAgent) {}
