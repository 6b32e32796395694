/// Who wants to hear nothing from whom.
@NullMarked
package dev.parley.conversation.blocking;

import org.jspecify.annotations.NullMarked;
