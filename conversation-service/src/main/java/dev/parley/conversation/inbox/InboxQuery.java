package dev.parley.conversation.inbox;

import dev.parley.conversation.conversation.ConversationType;
import org.jspecify.annotations.Nullable;

/// @param after where the page before ended
/// @param limit 1–100
/// @param unread whether only conversations with unread messages, or only those without, are wanted
/// @param archived whether the archived ones are wanted, and not the others
record InboxQuery(
    @Nullable InboxPosition after,
    int limit,
    @Nullable Boolean unread,
    @Nullable ConversationType type,
    @Nullable String contextType,
    @Nullable String contextId,
    boolean archived) {}
