/// Taking media away: by its owner's wish, and when its upload never ended.
@NullMarked
package dev.parley.media.removal;

import org.jspecify.annotations.NullMarked;
