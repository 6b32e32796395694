@NullMarked
package dev.parley.media.removal;

import org.jspecify.annotations.NullMarked;
