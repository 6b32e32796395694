package dev.parley.common.problem;

import java.util.Locale;

/// Every way the suite says no. The slug is the `code` of a problem document and of a refused
/// Socket.IO acknowledgement alike.
///
/// Source: RFC 9457 for the document; the contract for the slugs.
public enum ProblemType {
  UNAUTHENTICATED(401, "A valid token is needed"),
  FORBIDDEN(403, "You may not do this"),
  NOT_PARTICIPANT(403, "You are no longer a participant"),
  BLOCKED(403, "One of you has blocked the other"),
  NOT_FOUND(404, "There is no such thing"),
  METHOD_NOT_ALLOWED(405, "This resource does not take that method"),
  VALIDATION_FAILED(400, "The request is not valid"),
  CONFLICT(409, "This contradicts what is stored"),
  CONVERSATION_READ_ONLY(409, "The conversation takes no new messages"),
  RESYNC_REQUIRED(410, "Too much has changed: start over"),
  TOO_LARGE(413, "The request is too large"),
  UNSUPPORTED_MEDIA(415, "This kind of content is not taken"),
  INSUFFICIENT_CREDITS(402, "There are not enough credits"),
  RATE_LIMITED(429, "Too many requests"),
  INTERNAL(500, "Something went wrong"),
  UNAVAILABLE(503, "This is not available right now");

  private final int status;
  private final String title;

  ProblemType(int status, String title) {
    this.status = status;
    this.title = title;
  }

  public String slug() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// The HTTP status.
  public int status() {
    return status;
  }

  public String title() {
    return title;
  }

  /// The type for an HTTP status that carries none of ours, such as a framework's own refusal.
  public static ProblemType ofStatus(int status) {
    return switch (status) {
      case 401 -> UNAUTHENTICATED;
      case 402 -> INSUFFICIENT_CREDITS;
      case 403 -> FORBIDDEN;
      case 404 -> NOT_FOUND;
      case 405 -> METHOD_NOT_ALLOWED;
      case 409 -> CONFLICT;
      case 410 -> RESYNC_REQUIRED;
      case 413 -> TOO_LARGE;
      case 415 -> UNSUPPORTED_MEDIA;
      case 429 -> RATE_LIMITED;
      case 502, 503, 504 -> UNAVAILABLE;
      default -> status >= 500 ? INTERNAL : VALIDATION_FAILED;
    };
  }
}
