package dev.parley.bench.scale;

import java.util.Arrays;

/// What one question costs at one size.
///
/// @param question what is asked
/// @param axis what the size counts
/// @param requests that were measured
/// @param p50 milliseconds until the answer
/// @param p99 milliseconds
/// @param cpu milliseconds of all the suite's processes, for one question
public record Cost(
    String question, Axis axis, int size, int requests, double p50, double p99, double cpu) {

  private static final double NANOS = 1e6;

  /// @param nanos that each answer took
  static Cost of(Question question, long[] nanos, double cpuSeconds) {
    long[] sorted = nanos.clone();
    Arrays.sort(sorted);
    return new Cost(
        question.title(),
        question.axis(),
        question.size(),
        sorted.length,
        rank(sorted, 0.5),
        rank(sorted, 0.99),
        cpuSeconds * 1_000 / sorted.length);
  }

  /// The smallest that so many are not above.
  private static double rank(long[] sorted, double share) {
    return sorted[(int) Math.ceil(share * sorted.length) - 1] / NANOS;
  }
}
