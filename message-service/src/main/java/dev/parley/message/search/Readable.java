package dev.parley.message.search;

import dev.parley.common.id.ConversationId;
import dev.parley.message.access.Leaving;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What someone may read of a conversation that they are or were in: messages after `fromSeq`, up
/// to `toSeq` where they have left it, and as they were then.
///
/// @param leftRev the conversation's rev when they left it; absent, as `leftAt`, where they have
///   not
record Readable(
    ConversationId conversationId,
    long fromSeq,
    @Nullable Long toSeq,
    @Nullable Long leftRev,
    @Nullable Instant leftAt) {

  long upTo() {
    return toSeq == null ? Long.MAX_VALUE : toSeq;
  }

  static Map<ConversationId, Leaving> leavings(List<Readable> windows) {
    Map<ConversationId, Leaving> leavings = new HashMap<>();
    for (Readable window : windows) {
      if (window.leftRev != null && window.leftAt != null) {
        leavings.put(window.conversationId, new Leaving(window.leftRev, window.leftAt));
      }
    }
    return leavings;
  }
}
