/// Taking media away because its message or its owner is gone, and saying so.
@NullMarked
package dev.parley.media.erasure;

import org.jspecify.annotations.NullMarked;
