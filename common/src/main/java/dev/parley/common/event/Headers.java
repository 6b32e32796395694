package dev.parley.common.event;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/// The Kafka headers of an event.
///
/// Source: CloudEvents Kafka Protocol Binding 1.0.2, section 3.2.3.
public final class Headers {

  public static final String SPEC_VERSION = "ce_specversion";
  public static final String ID = "ce_id";
  public static final String TYPE = "ce_type";
  public static final String SOURCE = "ce_source";
  public static final String TIME = "ce_time";
  public static final String SUBJECT = "ce_subject";
  public static final String CONTENT_TYPE = "content-type";
  public static final byte[] SPEC_VERSION_1_0 = "1.0".getBytes(UTF_8);
  public static final byte[] JSON = "application/json".getBytes(UTF_8);

  private Headers() {}

  /// An extension attribute's header. The trace keeps the name that tracers look for.
  public static String nameOf(String extension) {
    return extension.equals(Extensions.TRACEPARENT) ? extension : "ce_" + extension;
  }

  /// A header's text, or null where it is not there.
  public static @Nullable String text(org.apache.kafka.common.header.Headers headers, String name) {
    Header header = headers.lastHeader(name);
    return header == null || header.value() == null ? null : new String(header.value(), UTF_8);
  }

  /// A header's whole number, read without making a text of it.
  ///
  /// @return −1 where it is missing or no number
  public static long number(org.apache.kafka.common.header.Headers headers, String name) {
    Header header = headers.lastHeader(name);
    if (header == null || header.value() == null || header.value().length == 0) {
      return -1;
    }
    long number = 0;
    for (byte digit : header.value()) {
      if (digit < '0' || digit > '9') {
        return -1;
      }
      number = number * 10 + (digit - '0');
    }
    return number;
  }
}
