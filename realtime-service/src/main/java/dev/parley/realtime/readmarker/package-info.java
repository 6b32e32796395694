/// What a user has read and received.
@NullMarked
package dev.parley.realtime.readmarker;

import org.jspecify.annotations.NullMarked;
