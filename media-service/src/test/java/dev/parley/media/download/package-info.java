@NullMarked
package dev.parley.media.download;

import org.jspecify.annotations.NullMarked;
