/// Telling a user's own devices how their uploads come along.
@NullMarked
package dev.parley.realtime.media;

import org.jspecify.annotations.NullMarked;
