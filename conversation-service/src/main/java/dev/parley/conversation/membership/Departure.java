package dev.parley.conversation.membership;

import dev.parley.common.id.UserId;
import org.jspecify.annotations.Nullable;

/// Someone is to leave, or to be taken out.
///
/// @param successor who becomes an admin in their place
/// @param head the conversation's newest seq, as far as message-service could tell; 0 otherwise
record Departure(UserId user, @Nullable UserId successor, long head) {}
