package dev.parley.bench.compare;

/// A server could not be started; the message says why and where its log is.
public final class StartFailure extends Exception {
  private static final long serialVersionUID = 1;

  StartFailure(String message) {
    super(message);
  }

  StartFailure(String message, Throwable cause) {
    super(message + ": " + cause.getMessage(), cause);
  }
}
