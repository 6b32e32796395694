package dev.parley.message.access;

import dev.parley.common.problem.DomainException;
import dev.parley.common.problem.ProblemType;

/// One side of the direct conversation has blocked the other.
final class BlockedException extends DomainException {

  BlockedException() {
    super(ProblemType.BLOCKED, "Messages between you are blocked");
  }
}
