/// From a socket's first packet to its end: who it is, what it listens to, which handler takes its
/// events.
@NullMarked
package dev.parley.realtime.connection;

import org.jspecify.annotations.NullMarked;
