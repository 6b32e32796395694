@NullMarked
package dev.parley.message.pin;

import org.jspecify.annotations.NullMarked;
