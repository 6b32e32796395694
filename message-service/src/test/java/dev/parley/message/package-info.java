/// Tests of the service as a whole.
@NullMarked
package dev.parley.message;

import org.jspecify.annotations.NullMarked;
