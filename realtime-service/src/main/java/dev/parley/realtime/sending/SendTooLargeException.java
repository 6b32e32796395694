package dev.parley.realtime.sending;

import dev.parley.common.problem.DomainException;
import dev.parley.common.problem.ProblemType;

/// The payload is larger than any message that keeps the contract.
final class SendTooLargeException extends DomainException {

  SendTooLargeException(int maxBytes) {
    super(ProblemType.TOO_LARGE, "A send has at most " + maxBytes + " bytes");
  }
}
