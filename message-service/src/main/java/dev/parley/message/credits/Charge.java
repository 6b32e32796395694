package dev.parley.message.credits;

import dev.parley.common.id.ConversationId;
import dev.parley.common.id.MessageId;
import dev.parley.common.id.UserId;

/// What one message costs its sender.
record Charge(ConversationId conversationId, MessageId messageId, UserId userId, int amount) {

  /// The ledger's key: however often it is asked, it charges once. A message's id counts within its
  /// conversation, and a client can choose it: alone it could be somebody else's key.
  String key() {
    return conversationId + "." + messageId;
  }
}
