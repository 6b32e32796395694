@NullMarked
package dev.parley.message.sending;

import org.jspecify.annotations.NullMarked;
