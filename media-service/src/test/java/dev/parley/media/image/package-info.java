@NullMarked
package dev.parley.media.image;

import org.jspecify.annotations.NullMarked;
