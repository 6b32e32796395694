package dev.parley.common.outbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.parley.common.event.Event;
import dev.parley.common.kafka.CloudEventRecords;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.junit.jupiter.api.Test;

class FramesTests {

  private static final Event FULL =
      new Event(
          "id-1",
          "message.created",
          "/message-service",
          Instant.parse("2026-11-21T10:00:00.123456Z"),
          "subject ü",
          "key 😀",
          Map.of("seq", "1", "rev", "2", "traceparent", "00-ab-cd-01"),
          "{\"a\":\"ä\0\"}".getBytes(UTF_8));
  private static final Event SPARE =
      new Event("id-2", "t", "/s", Instant.EPOCH.minusNanos(1), "", "", Map.of(), new byte[0]);

  @Test
  void eventsComeBackAsTheyWereAndInOrder() {
    Event large =
        new Event("id-3", "t", "/s", Instant.EPOCH, "s", "k", Map.of(), new byte[200_000]);

    assertThat(Frames.read(Frames.write(List.of(FULL, SPARE, large, FULL))))
        .usingRecursiveFieldByFieldElementComparator()
        .containsExactly(FULL, SPARE, large, FULL);
    assertThat(Frames.read(Frames.write(List.of()))).isEmpty();
  }

  @Test
  void anotherFormatOrATornRowIsNoEvents() {
    byte[] row = Frames.write(List.of(FULL, SPARE));
    byte[] newer = row.clone();
    newer[0] = 2;
    assertThatIllegalArgumentException().isThrownBy(() -> Frames.read(newer));
    assertThatIllegalArgumentException().isThrownBy(() -> Frames.read(new byte[0]));
    for (int length = 2; length < row.length; length++) {
      byte[] torn = Arrays.copyOf(row, length);
      try {
        assertThat(Frames.read(torn)).as("cut at " + length).hasSize(1);
      } catch (IllegalArgumentException expected) {
        assertThat(expected).hasMessageContaining("ends early");
      }
    }
  }

  @Test
  void aRecordHasTheCloudEventsHeaders() {
    ProducerRecord<String, byte[]> record = CloudEventRecords.of(FULL);

    assertThat(record.topic()).isEqualTo("message.created");
    assertThat(record.key()).isEqualTo("key 😀");
    assertThat(record.value()).isEqualTo(FULL.data());
    assertThat(record.headers())
        .extracting(Header::key, header -> new String(header.value(), UTF_8))
        .containsExactlyInAnyOrder(
            org.assertj.core.groups.Tuple.tuple("ce_specversion", "1.0"),
            org.assertj.core.groups.Tuple.tuple("ce_id", "id-1"),
            org.assertj.core.groups.Tuple.tuple("ce_type", "message.created"),
            org.assertj.core.groups.Tuple.tuple("ce_source", "/message-service"),
            org.assertj.core.groups.Tuple.tuple("ce_time", "2026-11-21T10:00:00.123456Z"),
            org.assertj.core.groups.Tuple.tuple("ce_subject", "subject ü"),
            org.assertj.core.groups.Tuple.tuple("content-type", "application/json"),
            org.assertj.core.groups.Tuple.tuple("ce_seq", "1"),
            org.assertj.core.groups.Tuple.tuple("ce_rev", "2"),
            org.assertj.core.groups.Tuple.tuple("traceparent", "00-ab-cd-01"));
  }
}
