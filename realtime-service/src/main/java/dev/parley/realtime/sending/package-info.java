/// From a socket's send to its acknowledgement.
@NullMarked
package dev.parley.realtime.sending;

import org.jspecify.annotations.NullMarked;
