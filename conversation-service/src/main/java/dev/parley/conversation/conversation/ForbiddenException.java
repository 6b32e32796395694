package dev.parley.conversation.conversation;

import dev.parley.common.problem.DomainException;
import dev.parley.common.problem.ProblemType;

/// The caller is a participant, and what they ask is for admins.
public final class ForbiddenException extends DomainException {

  public ForbiddenException(String detail) {
    super(ProblemType.FORBIDDEN, detail);
  }
}
