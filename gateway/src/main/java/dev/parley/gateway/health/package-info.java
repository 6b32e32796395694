/// Whether the whole suite can serve.
@NullMarked
package dev.parley.gateway.health;

import org.jspecify.annotations.NullMarked;
