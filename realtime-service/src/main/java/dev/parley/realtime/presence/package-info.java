/// Who is here: over all of a user's devices and all nodes, to those who watch.
@NullMarked
package dev.parley.realtime.presence;

import org.jspecify.annotations.NullMarked;
