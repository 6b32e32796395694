@NullMarked
package dev.parley.media.detection;

import org.jspecify.annotations.NullMarked;
