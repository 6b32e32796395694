package dev.parley.conversation.readmarker;

import dev.parley.common.problem.DomainException;
import dev.parley.conversation.unread.MarkerState;
import dev.parley.conversation.unread.UnreadTotal;

/// What became of a request to move a marker.
sealed interface MarkerResult {

  /// The marker stands there now, whether this request moved it or not.
  record Stands(MarkerState state, UnreadTotal total) implements MarkerResult {}

  record Refused(DomainException refusal) implements MarkerResult {}
}
