@NullMarked
package dev.parley.media.storage;

import org.jspecify.annotations.NullMarked;
