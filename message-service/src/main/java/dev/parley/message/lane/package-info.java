/// Gathers small pieces of work into transactions.
@NullMarked
package dev.parley.message.lane;

import org.jspecify.annotations.NullMarked;
