@NullMarked
package dev.parley.message.change;

import org.jspecify.annotations.NullMarked;
