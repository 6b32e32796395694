package dev.parley.message.access;

import dev.parley.common.problem.DomainException;
import dev.parley.common.problem.ProblemType;

/// The conversation takes no new messages, and no changes to those it has.
final class ConversationReadOnlyException extends DomainException {

  ConversationReadOnlyException() {
    super(ProblemType.CONVERSATION_READ_ONLY, "The conversation is read-only");
  }
}
