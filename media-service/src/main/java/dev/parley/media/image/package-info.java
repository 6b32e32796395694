/// What kind of image a file is, and how large, told by its bytes alone: a name or a declared type
/// is only a claim.
@NullMarked
package dev.parley.media.image;

import org.jspecify.annotations.NullMarked;
