package dev.parley.bench.scale;

/// What one question costs at one size.
///
/// @param question what is asked
/// @param of what the size counts, in words
/// @param p50 milliseconds until the answer
/// @param p95 milliseconds
/// @param cpu milliseconds of all the suite's processes, for one question
public record Cost(String question, String of, int size, double p50, double p95, double cpu) {}
