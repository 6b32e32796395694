@NullMarked
package dev.parley.media.progress;

import org.jspecify.annotations.NullMarked;
