/// Telling owners how far their media has come, while it is worked on.
@NullMarked
package dev.parley.media.progress;

import org.jspecify.annotations.NullMarked;
