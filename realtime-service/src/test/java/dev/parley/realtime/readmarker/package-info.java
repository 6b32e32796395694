@NullMarked
package dev.parley.realtime.readmarker;

import org.jspecify.annotations.NullMarked;
