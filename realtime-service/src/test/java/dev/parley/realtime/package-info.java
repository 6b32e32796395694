/// Tests of the service as a whole.
@NullMarked
package dev.parley.realtime;

import org.jspecify.annotations.NullMarked;
