@NullMarked
package dev.parley.media.processing;

import org.jspecify.annotations.NullMarked;
