@NullMarked
package dev.parley.realtime.delivery;

import org.jspecify.annotations.NullMarked;
