@NullMarked
package dev.parley.realtime.socketio;

import org.jspecify.annotations.NullMarked;
