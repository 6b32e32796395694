/// From a bearer token to the caller.
@NullMarked
package dev.parley.common.security;

import org.jspecify.annotations.NullMarked;
