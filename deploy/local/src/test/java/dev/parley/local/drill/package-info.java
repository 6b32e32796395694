/// The whole suite as `./run` starts it, used as its users would, with faults made on purpose.
@NullMarked
package dev.parley.local.drill;

import org.jspecify.annotations.NullMarked;
