package dev.parley.message.search;

import dev.parley.common.id.ConversationId;
import dev.parley.message.search.indexing.Stretch;
import java.time.Instant;

/// Where to look next: a stretch of a conversation, from a position in it on backwards.
///
/// @param bound no message there is newer
/// @param afterSeq the first message that may be read is the one after it
/// @param upToSeq the last one
/// @param beforeAt with `beforeSeq`: only messages that stand before that
/// @param chunk how many to take at a time
record Place(
    Instant bound,
    ConversationId conversation,
    long stretch,
    long afterSeq,
    long upToSeq,
    Instant beforeAt,
    long beforeSeq,
    int chunk) {

  private static final int MOST = 512;

  String prefix() {
    return Stretch.prefix(conversation, stretch);
  }

  /// The rest of it, when as many as asked for were found.
  Place rest(Position last) {
    return new Place(
        last.at(),
        conversation,
        stretch,
        afterSeq,
        upToSeq,
        last.at(),
        last.seq(),
        Math.min(MOST, 2 * chunk));
  }

  /// Whether the conversation has older stretches that may be read.
  boolean hasOlder() {
    return Stretch.firstSeq(stretch) - 1 > afterSeq;
  }

  Place at(Position newest) {
    return new Place(
        newest.at().isBefore(beforeAt) ? newest.at() : beforeAt,
        conversation,
        Stretch.of(newest.seq()),
        afterSeq,
        upToSeq,
        beforeAt,
        beforeSeq,
        chunk);
  }
}
