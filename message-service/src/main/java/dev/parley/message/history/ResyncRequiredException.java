package dev.parley.message.history;

import dev.parley.common.problem.DomainException;
import dev.parley.common.problem.ProblemType;

/// What changed after the client's rev cannot be told: it has to start over.
final class ResyncRequiredException extends DomainException {

  ResyncRequiredException() {
    super(ProblemType.RESYNC_REQUIRED, "This rev is not known here: fetch the conversation anew");
  }
}
