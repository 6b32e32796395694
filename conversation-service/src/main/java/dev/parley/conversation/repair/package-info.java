/// Proves what is kept about unread messages against the messages, and mends it.
@NullMarked
package dev.parley.conversation.repair;

import org.jspecify.annotations.NullMarked;
