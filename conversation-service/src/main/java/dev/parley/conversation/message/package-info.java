/// What is asked of message-service, which owns the messages.
@NullMarked
package dev.parley.conversation.message;

import org.jspecify.annotations.NullMarked;
