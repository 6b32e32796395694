/// What there is, and whose it is.
@NullMarked
package dev.parley.media.catalog;

import org.jspecify.annotations.NullMarked;
