package dev.parley.message.sending;

/// The message that a send answers, or whose thread it continues, is not stored (yet).
final class MissingMessageException extends RuntimeException {

  private final String field;

  MissingMessageException(String field) {
    super(field, null, false, false);
    this.field = field;
  }

  /// The payload's field that names it.
  String field() {
    return field;
  }
}
