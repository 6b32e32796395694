/// What a file is, told from its bytes.
@NullMarked
package dev.parley.media.image;

import org.jspecify.annotations.NullMarked;
