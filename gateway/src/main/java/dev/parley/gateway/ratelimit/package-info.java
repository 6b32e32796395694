/// How much one client may ask.
@NullMarked
package dev.parley.gateway.ratelimit;

import org.jspecify.annotations.NullMarked;
