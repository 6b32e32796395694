/// Stand-ins for what is behind the gateway.
@NullMarked
package dev.parley.gateway.testing;

import org.jspecify.annotations.NullMarked;
