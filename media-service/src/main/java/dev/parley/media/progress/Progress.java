package dev.parley.media.progress;

import java.time.Duration;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// How far one try at one media has come. It tells of each phase once, and between them no more
/// often than is of use to someone who looks at it; so a try costs a handful of records, whatever
/// the size of the file.
public final class Progress {

  /// Whoever is told.
  interface Listener {
    void tell(Phase phase, int percent);
  }

  private final Listener listener;
  private final long interval;
  private final LongSupplier nanoTime;
  private @Nullable Phase phase;
  private int percent;
  private long toldAt;

  Progress(Listener listener, Duration interval, LongSupplier nanoTime) {
    this.listener = listener;
    this.interval = interval.toNanos();
    this.nanoTime = nanoTime;
  }

  /// The phase begins.
  public void enter(Phase next) {
    reach(next, 0, 1);
  }

  /// So much of the phase's work is done.
  ///
  /// @param done in any unit
  /// @param of all of it, in the same unit
  public void reach(Phase next, long done, long of) {
    int reached = next.percent(done, of);
    long now = nanoTime.getAsLong();
    boolean isNews = next != phase || (reached != percent && now - toldAt >= interval);
    if (isNews) {
      phase = next;
      percent = reached;
      toldAt = now;
      listener.tell(next, reached);
    }
  }
}
