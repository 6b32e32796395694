package dev.parley.message.viewing;

import dev.parley.common.id.ConversationId;

/// How far the others in a conversation have come, all of them.
///
/// @param readSeq the least of their read cursors
/// @param deliveredSeq the least of their delivered cursors
record Cursors(ConversationId conversationId, long readSeq, long deliveredSeq) {

  /// What a message's sender is shown.
  String statusOf(long seq) {
    if (readSeq >= seq) {
      return "read";
    }
    return deliveredSeq >= seq ? "delivered" : "sent";
  }
}
