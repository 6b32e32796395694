@NullMarked
package dev.parley.media.film;

import org.jspecify.annotations.NullMarked;
