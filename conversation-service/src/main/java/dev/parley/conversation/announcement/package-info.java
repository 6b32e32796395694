/// The system messages that a conversation carries about itself and about what the platform tells.
@NullMarked
package dev.parley.conversation.announcement;

import org.jspecify.annotations.NullMarked;
