package dev.parley.message.credits;

import java.io.InterruptedIOException;
import java.net.http.HttpTimeoutException;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Failures of the ledger that came at once: asking again takes no time. After one that hangs, the
/// send has none left, and is refused or settled later.
public final class AnsweredInTime implements Predicate<Throwable> {

  @Override
  public boolean test(Throwable failure) {
    @Nullable Throwable cause = failure;
    while (cause != null) {
      if (cause instanceof HttpTimeoutException
          || cause instanceof InterruptedIOException
          || cause instanceof TimeoutException) {
        return false;
      }
      cause = cause.getCause();
    }
    return true;
  }
}
