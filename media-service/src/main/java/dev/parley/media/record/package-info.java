/// What is known of an upload, from its beginning to its end.
@NullMarked
package dev.parley.media.record;

import org.jspecify.annotations.NullMarked;
