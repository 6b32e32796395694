package dev.parley.common.problem;

/// The thing does not exist, or not for this caller: to a stranger both look the same.
public final class NotFoundException extends DomainException {

  public NotFoundException(String what) {
    super(ProblemType.NOT_FOUND, "There is no such " + what);
  }
}
