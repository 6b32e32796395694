@NullMarked
package dev.parley.media.access;

import org.jspecify.annotations.NullMarked;
