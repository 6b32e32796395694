package dev.parley.common.kafka;

/// How large records may be, bytes. What the suite publishes stays under a megabyte by its own
/// bounds; Kafka's, which would refuse a record for good, is far above, should one of them be
/// wrong.
public final class RecordSizes {

  /// Of a record with its headers, in every topic that is made.
  public static final int MAX_RECORD = 4 * 1024 * 1024;

  /// Twice as much: a dead letter is the whole record and why it is dead.
  public static final int MAX_DEAD_LETTER = 2 * MAX_RECORD;

  private RecordSizes() {}
}
