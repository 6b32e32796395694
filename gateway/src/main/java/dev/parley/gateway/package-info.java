/// The one origin that clients talk to.
@NullMarked
package dev.parley.gateway;

import org.jspecify.annotations.NullMarked;
