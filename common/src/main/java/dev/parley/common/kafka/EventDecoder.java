package dev.parley.common.kafka;

import dev.parley.common.event.Headers;
import dev.parley.common.id.UserId;
import dev.parley.common.json.Json;
import dev.parley.common.web.Traces;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/// From a Kafka record to what it says.
public final class EventDecoder {

  private EventDecoder() {}

  /// @throws MalformedEventException when the body is missing or not of the type
  public static <T> T body(ConsumerRecord<?, byte[]> record, Class<T> type) {
    byte @Nullable [] value = record.value();
    if (value == null) {
      throw new MalformedEventException("the record has no body", null);
    }
    try {
      T body = Json.mapper().readValue(value, type);
      if (body == null) {
        throw new MalformedEventException("the body is null", null);
      }
      return body;
    } catch (JacksonException e) {
      throw new MalformedEventException("the body is not a " + type.getSimpleName(), e);
    }
  }

  /// The user that an event names.
  ///
  /// @throws MalformedEventException when it names none
  public static UserId user(@Nullable String id) {
    if (id == null || !UserId.isValid(id)) {
      throw new MalformedEventException("the event names no user", null);
    }
    return new UserId(id);
  }

  /// What makes the record the same one when it comes again: its `ce_id`, or, from a publisher that
  /// sets none, its place in the log.
  public static String idOf(ConsumerRecord<?, ?> record) {
    String id = Headers.text(record.headers(), Headers.ID);
    return id == null || id.isBlank()
        ? record.topic() + ":" + record.partition() + ":" + record.offset()
        : id;
  }

  /// When it happened: its `ce_time`, or, from a publisher that sets none, or none that can be
  /// read, when it was published.
  public static Instant timeOf(ConsumerRecord<?, ?> record) {
    String time = Headers.text(record.headers(), Headers.TIME);
    try {
      return time == null ? Instant.ofEpochMilli(record.timestamp()) : Instant.parse(time);
    } catch (DateTimeParseException e) {
      return Instant.ofEpochMilli(record.timestamp());
    }
  }

  /// Continues the trace that the record came with.
  public static Traces.Scope trace(ConsumerRecord<?, ?> record) {
    return Traces.begin(Headers.text(record.headers(), Traces.HEADER));
  }
}
