/// The S3-compatible store that holds the bytes.
@NullMarked
package dev.parley.media.storage;

import org.jspecify.annotations.NullMarked;
