package dev.parley.common.event;

/// The extension attributes of the suite's events: what lets a reader order or skip a record
/// without parsing its body. Decimal texts, but for the trace.
public final class Extensions {

  /// The message's place in its conversation, on `message.*`.
  public static final String SEQ = "seq";

  /// The conversation's change number, on `message.*`.
  public static final String REV = "rev";

  /// The version of the whole state that the body carries, on `conversation.*` and `media.*`.
  public static final String VERSION = "version";

  /// Source: CloudEvents Distributed Tracing extension.
  public static final String TRACEPARENT = "traceparent";

  private Extensions() {}
}
