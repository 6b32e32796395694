@NullMarked
package dev.parley.message.editing;

import org.jspecify.annotations.NullMarked;
