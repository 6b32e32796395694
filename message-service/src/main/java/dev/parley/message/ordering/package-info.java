/// The numbers that everything in a conversation is ordered by, and the events that carry them.
@NullMarked
package dev.parley.message.ordering;

import org.jspecify.annotations.NullMarked;
