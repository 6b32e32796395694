/// What may become of a stored message, and the one transaction in which it does.
@NullMarked
package dev.parley.message.change;

import org.jspecify.annotations.NullMarked;
