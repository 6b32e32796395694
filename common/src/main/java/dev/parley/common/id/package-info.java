/// Typed identifiers and the generator that makes them.
@NullMarked
package dev.parley.common.id;

import org.jspecify.annotations.NullMarked;
