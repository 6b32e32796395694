package dev.parley.realtime.delivery;

import dev.parley.realtime.session.ServerEvent;
import org.jspecify.annotations.Nullable;

/// What happened in a conversation, on its way to the sockets there.
///
/// @param rev its place among all that happens in the conversation
/// @param seq the message's
/// @param json what the event carries: a new message as it is stored and published, sent on as it
///   is; a change with what changed and the message
/// @param messageId what its origin is looked up by
/// @param origin the sockets that sent it and have the acknowledgement instead, where they are
///   known; else they are looked up when it is delivered
record Delivery(
    Kind kind, long rev, long seq, byte[] json, String messageId, @Nullable Origin origin) {

  enum Kind {
    NEW(ServerEvent.NEW_MESSAGE),
    CHANGED(ServerEvent.MESSAGE_UPDATED);

    private final ServerEvent event;

    Kind(ServerEvent event) {
      this.event = event;
    }

    /// What the sockets know it as.
    ServerEvent event() {
      return event;
    }
  }

  static Delivery ofNew(
      long rev, long seq, byte[] json, String messageId, @Nullable Origin origin) {
    return new Delivery(Kind.NEW, rev, seq, json, messageId, origin);
  }

  static Delivery ofChange(long rev, long seq, byte[] json, String messageId) {
    return new Delivery(Kind.CHANGED, rev, seq, json, changeId(messageId, rev), null);
  }

  /// What a change of a message goes by where its origin is looked up: one message has many.
  static String changeId(String messageId, long rev) {
    return messageId + "@" + rev;
  }
}
