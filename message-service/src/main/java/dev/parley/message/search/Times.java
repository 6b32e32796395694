package dev.parley.message.search;

import java.time.Instant;

/// Times that every part of the search can keep: a client may name any.
final class Times {

  static final Instant FIRST = Instant.parse("1970-01-01T00:00:00Z");
  static final Instant LAST = Instant.parse("9999-12-31T00:00:00Z");

  private Times() {}

  static Instant bounded(Instant any) {
    if (any.isBefore(FIRST)) {
      return FIRST;
    }
    return any.isAfter(LAST) ? LAST : any;
  }
}
