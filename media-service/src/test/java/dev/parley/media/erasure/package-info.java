@NullMarked
package dev.parley.media.erasure;

import org.jspecify.annotations.NullMarked;
