/// Sockets, and what travels over them.
@NullMarked
package dev.parley.realtime;

import org.jspecify.annotations.NullMarked;
