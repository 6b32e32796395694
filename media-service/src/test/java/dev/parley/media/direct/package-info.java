@NullMarked
package dev.parley.media.direct;

import org.jspecify.annotations.NullMarked;
