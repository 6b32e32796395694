@NullMarked
package dev.parley.message.credits;

import org.jspecify.annotations.NullMarked;
