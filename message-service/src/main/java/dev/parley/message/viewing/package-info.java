/// A message as one reader is given it.
@NullMarked
package dev.parley.message.viewing;

import org.jspecify.annotations.NullMarked;
