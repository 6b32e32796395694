/// Messages, and the order they stand in.
@NullMarked
package dev.parley.message;

import org.jspecify.annotations.NullMarked;
