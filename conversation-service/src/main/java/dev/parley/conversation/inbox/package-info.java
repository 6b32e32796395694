/// A user's conversations, newest first, what is unread in them, and the user's own settings.
@NullMarked
package dev.parley.conversation.inbox;

import org.jspecify.annotations.NullMarked;
