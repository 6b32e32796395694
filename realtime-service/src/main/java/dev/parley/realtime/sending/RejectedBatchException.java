package dev.parley.realtime.sending;

/// message-service does not take a batch as a whole: something in it cannot be read, or it is too
/// large.
final class RejectedBatchException extends Exception {

  RejectedBatchException(int status) {
    super("message-service answered " + status, null, false, false);
  }
}
