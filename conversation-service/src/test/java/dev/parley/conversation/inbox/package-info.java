@NullMarked
package dev.parley.conversation.inbox;

import org.jspecify.annotations.NullMarked;
