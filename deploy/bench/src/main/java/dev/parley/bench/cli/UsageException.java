package dev.parley.bench.cli;

/// The command line asks for something that does not exist or cannot be.
public final class UsageException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public UsageException(String message) {
    super(message);
  }
}
