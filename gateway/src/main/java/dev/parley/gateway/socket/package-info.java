/// WebSocket connections to the realtime nodes: bytes are passed on, frames are not looked at.
@NullMarked
package dev.parley.gateway.socket;

import org.jspecify.annotations.NullMarked;
