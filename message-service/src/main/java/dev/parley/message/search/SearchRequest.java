package dev.parley.message.search;

import dev.parley.common.id.ConversationId;
import org.jspecify.annotations.Nullable;

/// @param conversation where not null, that one alone
/// @param after where not null, only what stands after it
/// @param limit of the page, 1–50
record SearchRequest(
    String text,
    @Nullable ConversationId conversation,
    SearchFilter filter,
    @Nullable Position after,
    int limit) {}
