@NullMarked
package dev.parley.message.lane;

import org.jspecify.annotations.NullMarked;
