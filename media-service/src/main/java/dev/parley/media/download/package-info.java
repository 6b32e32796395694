/// The way to the bytes: a short-lived signed URL.
@NullMarked
package dev.parley.media.download;

import org.jspecify.annotations.NullMarked;
