package dev.parley.media.detection;

/// The content is not taken, and no other try would change that.
public final class RefusedException extends RuntimeException {

  private final String reason;

  /// @param reason a word such as `polyglot`, for clients
  public RefusedException(String reason, String detail) {
    super(detail);
    this.reason = reason;
  }

  public String reason() {
    return reason;
  }
}
