/// Engine.IO 4: sessions over WebSocket and HTTP long-polling, with their heartbeat, upgrade and
/// bounded queues. Knows nothing of Socket.IO, which is a listener above it.
///
/// Source: <https://github.com/socketio/engine.io-protocol>
@NullMarked
package dev.parley.realtime.socketio.engine;

import org.jspecify.annotations.NullMarked;
