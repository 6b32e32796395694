package dev.parley.message.search;

import dev.parley.common.id.ConversationId;
import org.jspecify.annotations.Nullable;

/// What someone may read of a conversation that they are or were in: messages after `fromSeq`, up
/// to `toSeq` where they have left it.
record Readable(ConversationId conversationId, long fromSeq, @Nullable Long toSeq) {

  long upTo() {
    return toSeq == null ? Long.MAX_VALUE : toSeq;
  }
}
