/// Socket.IO 5 over our Engine.IO ([dev.parley.realtime.socketio.engine]): namespaces, events,
/// acknowledgements. The rest of the service sees [SocketServer], [SocketHandler],
/// [SocketConnection] and [EncodedEvent], and no one else knows Netty or netty-socketio.
///
/// Source: <https://github.com/socketio/socket.io-protocol>
@NullMarked
package dev.parley.realtime.socketio;

import org.jspecify.annotations.NullMarked;
