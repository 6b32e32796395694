/// Takes away what nobody needs any more.
@NullMarked
package dev.parley.media.cleaning;

import org.jspecify.annotations.NullMarked;
