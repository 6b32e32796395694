@NullMarked
package dev.parley.realtime.sending;

import org.jspecify.annotations.NullMarked;
