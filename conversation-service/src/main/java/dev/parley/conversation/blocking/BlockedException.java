package dev.parley.conversation.blocking;

import dev.parley.common.problem.DomainException;
import dev.parley.common.problem.ProblemType;

/// One of the two has blocked the other; it is not said who.
public final class BlockedException extends DomainException {

  public BlockedException() {
    super(ProblemType.BLOCKED, "One of you has blocked the other");
  }
}
