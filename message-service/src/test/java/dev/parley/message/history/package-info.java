@NullMarked
package dev.parley.message.history;

import org.jspecify.annotations.NullMarked;
