package dev.parley.bench.load;

import java.util.LinkedHashMap;
import java.util.Map;
import org.HdrHistogram.Histogram;

/// Times in nanoseconds, told in milliseconds; three significant digits, up to ten minutes.
final class Latencies {
  private static final long LONGEST = 600_000_000_000L;
  private final Histogram histogram = new Histogram(1000, LONGEST, 3);

  void record(long nanos) {
    histogram.recordValue(Math.clamp(nanos, 0, LONGEST));
  }

  long count() {
    return histogram.getTotalCount();
  }

  /// `p50`, `p95`, `p99`, `max` in milliseconds with two digits; empty when nothing was recorded.
  Map<String, Double> summary() {
    Map<String, Double> summary = new LinkedHashMap<>();
    if (count() > 0) {
      summary.put("p50", millis(histogram.getValueAtPercentile(50)));
      summary.put("p95", millis(histogram.getValueAtPercentile(95)));
      summary.put("p99", millis(histogram.getValueAtPercentile(99)));
      summary.put("max", millis(histogram.getMaxValue()));
    }
    return summary;
  }

  private static double millis(long nanos) {
    return Math.round(nanos / 10_000.0) / 100.0;
  }
}
