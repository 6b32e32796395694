@NullMarked
package dev.parley.media.stripping;

import org.jspecify.annotations.NullMarked;
