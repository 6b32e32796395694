@NullMarked
package dev.parley.realtime.typing;

import org.jspecify.annotations.NullMarked;
