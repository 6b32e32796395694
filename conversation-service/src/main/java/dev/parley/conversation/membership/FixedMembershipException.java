package dev.parley.conversation.membership;

import dev.parley.common.problem.DomainException;
import dev.parley.common.problem.ProblemType;

/// A direct conversation is between its two, for good.
final class FixedMembershipException extends DomainException {

  FixedMembershipException() {
    super(ProblemType.CONFLICT, "The participants of a direct conversation do not change");
  }
}
