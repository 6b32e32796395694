/// What a file is, told by its bytes, and whether it may come in.
@NullMarked
package dev.parley.media.detection;

import org.jspecify.annotations.NullMarked;
