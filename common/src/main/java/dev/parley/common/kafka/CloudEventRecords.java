package dev.parley.common.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.parley.common.event.Event;
import dev.parley.common.event.Headers;
import org.apache.kafka.clients.producer.ProducerRecord;

/// An event as a Kafka record.
public final class CloudEventRecords {

  private CloudEventRecords() {}

  public static ProducerRecord<String, byte[]> of(Event event) {
    var record = new ProducerRecord<>(event.type(), event.key(), event.data());
    var headers = record.headers();
    headers.add(Headers.SPEC_VERSION, Headers.SPEC_VERSION_1_0);
    headers.add(Headers.ID, event.id().getBytes(UTF_8));
    headers.add(Headers.TYPE, event.type().getBytes(UTF_8));
    headers.add(Headers.SOURCE, event.source().getBytes(UTF_8));
    headers.add(Headers.TIME, event.time().toString().getBytes(UTF_8));
    headers.add(Headers.SUBJECT, event.subject().getBytes(UTF_8));
    headers.add(Headers.CONTENT_TYPE, Headers.JSON);
    event
        .extensions()
        .forEach((name, value) -> headers.add(Headers.nameOf(name), value.getBytes(UTF_8)));
    return record;
  }
}
