/// What a user has not read: derived from the conversations' numbers and the user's markers,
/// versioned when it is published.
@NullMarked
package dev.parley.conversation.unread;

import org.jspecify.annotations.NullMarked;
