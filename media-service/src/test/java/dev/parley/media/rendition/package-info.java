@NullMarked
package dev.parley.media.rendition;

import org.jspecify.annotations.NullMarked;
