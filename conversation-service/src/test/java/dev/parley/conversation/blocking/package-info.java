@NullMarked
package dev.parley.conversation.blocking;

import org.jspecify.annotations.NullMarked;
