package dev.parley.message.credits;

import dev.parley.common.problem.DomainException;
import dev.parley.common.problem.ProblemType;

/// The sender cannot pay for the message.
final class InsufficientCreditsException extends DomainException {

  InsufficientCreditsException() {
    super(ProblemType.INSUFFICIENT_CREDITS, "There are not enough credits for this message");
  }
}
