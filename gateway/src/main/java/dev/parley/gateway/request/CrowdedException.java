package dev.parley.gateway.request;

import dev.parley.common.problem.DomainException;
import dev.parley.common.problem.ProblemType;

/// Too many bodies are being taken whole at once.
public final class CrowdedException extends DomainException {

  public CrowdedException() {
    super(ProblemType.UNAVAILABLE, "Too many requests are on their way here");
  }
}
