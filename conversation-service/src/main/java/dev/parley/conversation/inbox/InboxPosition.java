package dev.parley.conversation.inbox;

import dev.parley.common.id.ConversationId;
import dev.parley.conversation.paging.Cursors;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/// A place in an inbox's order: pinned first, then newest activity, then the id.
record InboxPosition(boolean pinned, Instant activeAt, ConversationId id) {

  private static final int PARTS = 3;

  String toCursor() {
    long micros = ChronoUnit.MICROS.between(Instant.EPOCH, activeAt);
    return Cursors.encode((pinned ? "1" : "0") + " " + micros + " " + id);
  }

  /// @throws dev.parley.common.problem.ValidationException when it is no cursor of an inbox
  static InboxPosition of(String cursor) {
    String[] parts = Cursors.decode(cursor).split(" ", -1);
    if (parts.length != PARTS) {
      throw Cursors.invalid();
    }
    try {
      return new InboxPosition(
          parts[0].equals("1"),
          Instant.EPOCH.plus(Long.parseLong(parts[1]), ChronoUnit.MICROS),
          ConversationId.of(parts[2]));
    } catch (IllegalArgumentException | DateTimeException | ArithmeticException e) {
      throw Cursors.invalid();
    }
  }
}
