/// What a client gets when a service fails: a problem document, soon, and never a trace.
@NullMarked
package dev.parley.gateway.fallback;

import org.jspecify.annotations.NullMarked;
