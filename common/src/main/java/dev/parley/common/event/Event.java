package dev.parley.common.event;

import dev.parley.common.id.Uuids;
import dev.parley.common.json.Json;
import dev.parley.common.web.Traces;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/// A CloudEvent as it lies in the outbox and travels over Kafka: binary mode, the attributes as
/// headers and the body as JSON.
///
/// @param id unique; the same when the event is sent twice
/// @param type the topic's name, such as `message.created`
/// @param source the service that speaks, such as `/message-service`
/// @param time when it happened
/// @param subject the thing it speaks of
/// @param key what orders it: events of one key are read in the order they were written
/// @param extensions more attributes, lower-case names; see [Extensions]
/// @param data the body, JSON in UTF-8
///
///   Source: CloudEvents 1.0.2 and its Kafka Protocol Binding, section 3.2.
public record Event(
    String id,
    String type,
    String source,
    Instant time,
    String subject,
    String key,
    Map<String, String> extensions,
    byte[] data) {

  /// The event that a body makes; it goes on with the trace of what makes it.
  public static Event of(EventBody body, String source, Instant time) {
    return new Event(
        Uuids.next().toString(),
        body.topic(),
        source,
        time,
        body.subjectId(),
        body.partitionKey(),
        extensions(body),
        Json.mapper().writeValueAsBytes(body));
  }

  private static Map<String, String> extensions(EventBody body) {
    String trace = Traces.current();
    if (trace == null) {
      return body.extensions();
    }
    Map<String, String> all = new HashMap<>(body.extensions());
    all.put(Extensions.TRACEPARENT, trace);
    return all;
  }
}
