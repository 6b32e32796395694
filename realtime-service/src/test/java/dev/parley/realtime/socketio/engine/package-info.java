@NullMarked
package dev.parley.realtime.socketio.engine;

import org.jspecify.annotations.NullMarked;
