@NullMarked
package dev.parley.media.upload;

import org.jspecify.annotations.NullMarked;
