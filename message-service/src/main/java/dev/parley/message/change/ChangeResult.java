package dev.parley.message.change;

import dev.parley.common.event.MessageBody;
import dev.parley.common.problem.DomainException;

/// What became of a change.
public sealed interface ChangeResult {

  /// The message is as it was asked for.
  sealed interface Done extends ChangeResult {
    MessageBody message();
  }

  /// It took a rev, and an event tells of it.
  record Changed(MessageBody message) implements Done {}

  /// It was so already: no rev, no event.
  record Unchanged(MessageBody message) implements Done {}

  record Refused(DomainException reason) implements ChangeResult {}
}
