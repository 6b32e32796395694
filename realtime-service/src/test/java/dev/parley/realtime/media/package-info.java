@NullMarked
package dev.parley.realtime.media;

import org.jspecify.annotations.NullMarked;
