package dev.parley.common.outbox;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.function.LongSupplier;

/// From where on the relay looks for rows. Deleted rows stay in the index for as long as any
/// snapshot is older than they are (a backup's, a report's): a scan from the beginning would walk
/// over all that was sent since, each time.
///
/// A row may become visible after one with a higher position, whose transaction ended sooner; so
/// the floor keeps behind what was sent by far longer than any transaction takes whose statements
/// and waits are bounded. Where one took longer all the same, its row is found by the scan from the
/// beginning that comes from time to time: late, and not lost.
final class ScanFloor {

  static final Duration SETTLED = Duration.ofMinutes(10);

  private static final Duration WHOLE_SCAN_EVERY = Duration.ofSeconds(10);
  private static final Duration MARK_EVERY = Duration.ofSeconds(1);

  private record Mark(long position, long at) {}

  private final LongSupplier nanos;
  private final Duration settled;
  private final Deque<Mark> marks = new ArrayDeque<>();
  private long floor;
  private long lastWholeScan;
  private boolean wholeScanDue = true;

  /// @param nanos the time, nanoseconds since whenever
  /// @param settled how long the floor keeps behind what was sent
  ScanFloor(LongSupplier nanos, Duration settled) {
    this.nanos = nanos;
    this.settled = settled;
  }

  /// The position after which to look now; 0 for the beginning.
  long next() {
    long now = nanos.getAsLong();
    if (wholeScanDue || now - lastWholeScan >= WHOLE_SCAN_EVERY.toNanos()) {
      wholeScanDue = false;
      lastWholeScan = now;
      return 0;
    }
    for (Mark first = marks.peekFirst();
        first != null && now - first.at >= settled.toNanos();
        first = marks.peekFirst()) {
      floor = marks.removeFirst().position;
    }
    return floor;
  }

  /// Has the next scan begin at the beginning.
  void restart() {
    wholeScanDue = true;
  }

  /// @param sent positions that a scan has found, and that are deleted now
  void passed(Collection<Long> sent) {
    long highest = floor;
    for (long position : sent) {
      highest = Math.max(highest, position);
      // There may be more of those that came late.
      wholeScanDue |= position <= floor;
    }
    long now = nanos.getAsLong();
    Mark last = marks.peekLast();
    if (last == null || (highest > last.position && now - last.at >= MARK_EVERY.toNanos())) {
      marks.addLast(new Mark(highest, now));
    }
  }
}
