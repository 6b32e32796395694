package dev.parley.message.sending;

import dev.parley.common.problem.DomainException;
import dev.parley.common.problem.ProblemType;

/// The conversation takes no new messages now.
final class ConversationReadOnlyException extends DomainException {

  ConversationReadOnlyException() {
    super(ProblemType.CONVERSATION_READ_ONLY, "The conversation is read-only");
  }
}
