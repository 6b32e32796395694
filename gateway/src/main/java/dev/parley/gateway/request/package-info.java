/// What a request may look like, and what of it is passed on.
@NullMarked
package dev.parley.gateway.request;

import org.jspecify.annotations.NullMarked;
