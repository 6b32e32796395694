package dev.parley.conversation.readmarker;

import dev.parley.common.problem.DomainException;
import dev.parley.conversation.unread.MarkerState;
import dev.parley.conversation.unread.UnreadTotal;
import org.jspecify.annotations.Nullable;

/// What became of a request to move a marker.
sealed interface MarkerResult {

  /// The marker stands there now, whether this request moved it or not.
  ///
  /// @param total null where only the delivered marker was asked for, which changes nothing of it
  record Stands(MarkerState state, @Nullable UnreadTotal total) implements MarkerResult {}

  record Refused(DomainException refusal) implements MarkerResult {}
}
