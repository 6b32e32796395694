package dev.parley.message.ordering;

import dev.parley.common.event.Event;
import dev.parley.common.event.Extensions;
import dev.parley.common.event.MessageBody;
import dev.parley.common.id.Uuids;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Makes the events `message.created` and `message.updated`.
public final class MessageEvents {

  public static final String SOURCE = "/message-service";

  private MessageEvents() {}

  /// @param json the body, encoded
  /// @param at when it happened
  /// @param trace the `traceparent` of what asked for it
  public static Event of(MessageBody body, byte[] json, Instant at, @Nullable String trace) {
    Map<String, String> extensions = new HashMap<>(body.extensions());
    if (trace != null) {
      extensions.put(Extensions.TRACEPARENT, trace);
    }
    return new Event(
        Uuids.next().toString(),
        body.topic(),
        SOURCE,
        at,
        body.subjectId(),
        body.partitionKey(),
        extensions,
        json);
  }
}
