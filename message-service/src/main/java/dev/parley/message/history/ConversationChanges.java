package dev.parley.message.history;

import dev.parley.common.event.MessageBody;
import dev.parley.common.id.ConversationId;
import java.util.List;

/// What changed in a conversation since a reader's rev.
///
/// @param rev what to ask with next
/// @param changes in rev order; none where they are not all of it
/// @param complete false where the reader has to start over: more changed than is told at once, or
///   their rev was never given out
record ConversationChanges(
    ConversationId conversationId, long rev, List<MessageBody> changes, boolean complete) {}
