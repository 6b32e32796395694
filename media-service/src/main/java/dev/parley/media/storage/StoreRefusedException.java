package dev.parley.media.storage;

import dev.parley.common.problem.DomainException;
import dev.parley.common.problem.ProblemType;
import java.time.Duration;

/// The store is there and does not do this with this object, or the disk does not hold it. Whoever
/// asks is told what they are told while it is away, and nothing waits for it without end.
public final class StoreRefusedException extends DomainException {

  private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

  StoreRefusedException() {
    super(ProblemType.UNAVAILABLE, "The object store cannot do this right now");
  }

  @Override
  public Duration retryAfter() {
    return RETRY_AFTER;
  }
}
