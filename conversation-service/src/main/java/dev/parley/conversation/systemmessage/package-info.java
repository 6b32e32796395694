/// `system.message_requested`: system messages that the platform asks for, once for each key.
@NullMarked
package dev.parley.conversation.systemmessage;

import org.jspecify.annotations.NullMarked;
