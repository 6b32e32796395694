/// From an event to the sockets it concerns, in order.
@NullMarked
package dev.parley.realtime.delivery;

import org.jspecify.annotations.NullMarked;
