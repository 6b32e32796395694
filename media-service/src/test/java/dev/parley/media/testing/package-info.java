/// What stands around media-service in tests.
@NullMarked
package dev.parley.media.testing;

import org.jspecify.annotations.NullMarked;
