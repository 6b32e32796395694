@NullMarked
package dev.parley.media.scanning;

import org.jspecify.annotations.NullMarked;
