package dev.parley.conversation.membership;

import dev.parley.common.problem.DomainException;
import dev.parley.common.problem.ProblemType;

/// The group would be left without an admin.
final class LastAdminException extends DomainException {

  LastAdminException() {
    super(ProblemType.CONFLICT, "The last admin must name another one first");
  }
}
