package dev.parley.realtime.socketio.engine;

import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/// What is kept of the request that opened a session: no more, since it lives as long as the
/// session does.
///
/// @param remote the peer of the TCP connection: a proxy's address when there is one
/// @param authorization the `Authorization` header as sent, unchecked
/// @param forwardedFor the `X-Forwarded-For` header as sent, unchecked: true only behind one's own
///   proxy
public record Handshake(
    InetSocketAddress remote,
    @Nullable String authorization,
    @Nullable String userAgent,
    @Nullable String forwardedFor) {}
