package dev.parley.common.web;

import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/// The trace that a request or an event belongs to. It comes in with a `traceparent`, or begins
/// here; the log shows its id, and what is called or published next carries it on.
///
/// Source: W3C Trace Context, section 3.2.
public final class Traces {

  public static final String HEADER = "traceparent";

  /// The header by which a client learns the id of what it asked for, to report what went wrong.
  public static final String ID_HEADER = "Trace-Id";

  static final String TRACE_ID = "trace_id";
  private static final String CURRENT = "traceparent";
  private static final Pattern VALID =
      Pattern.compile("00-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}");
  private static final int TRACE_ID_START = 3;
  private static final int TRACE_ID_END = 35;

  private Traces() {}

  /// Continues the trace, or starts one where the header is missing or malformed, until closed.
  public static Scope begin(@Nullable String traceparent) {
    String trace = continuedFrom(traceparent);
    MDC.put(CURRENT, trace);
    MDC.put(TRACE_ID, idOf(trace));
    return () -> {
      MDC.remove(CURRENT);
      MDC.remove(TRACE_ID);
    };
  }

  /// The `traceparent` to work under: the one that came, or a new one where it is missing or
  /// malformed.
  public static String continuedFrom(@Nullable String traceparent) {
    return traceparent != null && VALID.matcher(traceparent).matches() ? traceparent : start();
  }

  /// @param traceparent a valid one
  public static String idOf(String traceparent) {
    return traceparent.substring(TRACE_ID_START, TRACE_ID_END);
  }

  /// The `traceparent` of what this thread is doing now.
  public static @Nullable String current() {
    return MDC.get(CURRENT);
  }

  /// The id under which the log knows what this thread is doing now.
  public static @Nullable String currentId() {
    return MDC.get(TRACE_ID);
  }

  private static String start() {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    HexFormat hex = HexFormat.of();
    return "00-%s%s-%s-01"
        .formatted(
            hex.toHexDigits(random.nextLong()),
            hex.toHexDigits(random.nextLong() | 1),
            hex.toHexDigits(random.nextLong() | 1));
  }

  /// Ends with the request or event.
  @FunctionalInterface
  public interface Scope extends AutoCloseable {
    @Override
    void close();
  }
}
