package dev.parley.message.credits;

/// What becomes of a message while the ledger does not answer.
enum WhenDown {
  /// It is refused as `unavailable`.
  REFUSE,
  /// It is stored, and charged when the ledger is back.
  SETTLE_LATER
}
