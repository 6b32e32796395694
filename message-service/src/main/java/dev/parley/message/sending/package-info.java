/// The send path: from a client's payload to a committed message with its place.
@NullMarked
package dev.parley.message.sending;

import org.jspecify.annotations.NullMarked;
