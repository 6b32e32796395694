/// What this module's tests stand on: the neighbour services as one stub, and a client.
@NullMarked
package dev.parley.message.testing;

import org.jspecify.annotations.NullMarked;
