package dev.parley.common.kafka;

import org.jspecify.annotations.Nullable;

/// A record that no retry can mend: it goes to the dead letters at once, or, where every node reads
/// for itself, is skipped.
public final class MalformedEventException extends RuntimeException {

  public MalformedEventException(String reason, @Nullable Throwable cause) {
    super(reason, cause);
  }
}
