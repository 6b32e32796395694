package dev.parley.common.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.parley.common.event.Extensions;
import dev.parley.common.event.Headers;
import dev.parley.common.event.MatchCreated;
import dev.parley.common.id.UserId;
import dev.parley.common.testing.GoldenJson;
import dev.parley.common.web.Traces;
import java.time.Instant;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventDecoderTests {

  @Test
  void readsTheBody() {
    MatchCreated match =
        EventDecoder.body(record(GoldenJson.read("match.created")), MatchCreated.class);
    assertThat(match.matchId()).isEqualTo("m-1");
    assertThat(match.participantIds()).containsExactly("anna", "ben");
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(
      strings = {"", "null", "{", "[]", "5", "{\"match_id\":5}", "{\"participant_ids\":[1]}"})
  void whatIsNotOfTheTypeIsMalformed(@Nullable String body) {
    assertThatExceptionOfType(MalformedEventException.class)
        .isThrownBy(() -> EventDecoder.body(record(body), MatchCreated.class));
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {"", " ", "a\u0000"})
  void anEventThatNamesNoUserIsMalformed(@Nullable String id) {
    assertThat(EventDecoder.user("anna")).isEqualTo(new UserId("anna"));
    assertThatExceptionOfType(MalformedEventException.class)
        .isThrownBy(() -> EventDecoder.user(id));
  }

  @Test
  void anEventIsKnownByItsIdOrElseByItsPlace() {
    ConsumerRecord<String, byte[]> record = record("{}");
    assertThat(EventDecoder.idOf(record)).isEqualTo("match.created:3:17");
    record.headers().add(Headers.ID, "e-1".getBytes(UTF_8));
    assertThat(EventDecoder.idOf(record)).isEqualTo("e-1");
    record.headers().add(Headers.ID, " ".getBytes(UTF_8));
    assertThat(EventDecoder.idOf(record)).isEqualTo("match.created:3:17");
  }

  @Test
  void anEventHappenedWhenItSaysOrElseWhenItWasPublished() {
    ConsumerRecord<String, byte[]> record = record("{}");
    Instant published = Instant.ofEpochMilli(record.timestamp());
    assertThat(EventDecoder.timeOf(record)).isEqualTo(published);
    record.headers().add(Headers.TIME, "2026-11-21T11:00:00.5+01:00".getBytes(UTF_8));
    assertThat(EventDecoder.timeOf(record)).isEqualTo("2026-11-21T10:00:00.5Z");
    record.headers().add(Headers.TIME, "yesterday".getBytes(UTF_8));
    assertThat(EventDecoder.timeOf(record)).isEqualTo(published);
  }

  @Test
  void theTraceGoesOnOrBegins() {
    ConsumerRecord<String, byte[]> record = record("{}");
    try (var _ = EventDecoder.trace(record)) {
      assertThat(Traces.current()).matches("00-[0-9a-f]{32}-[0-9a-f]{16}-01");
    }
    String trace = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
    record.headers().add("traceparent", trace.getBytes(UTF_8));
    try (var _ = EventDecoder.trace(record)) {
      assertThat(Traces.current()).isEqualTo(trace);
      assertThat(Traces.currentId()).isEqualTo("0af7651916cd43dd8448eb211c80319c");
    }
    assertThat(Traces.current()).isNull();
  }

  @Test
  void numbersAreReadFromHeadersWithoutTheBody() {
    ConsumerRecord<String, byte[]> record = record("{}");
    String seq = Headers.nameOf(Extensions.SEQ);
    assertThat(Headers.number(record.headers(), seq)).isEqualTo(-1);
    for (String bad : new String[] {"", "x", "-5", "1.5", "12a"}) {
      record.headers().add(seq, bad.getBytes(UTF_8));
      assertThat(Headers.number(record.headers(), seq)).as(bad).isEqualTo(-1);
    }
    record.headers().add(seq, "9223372036854775807".getBytes(UTF_8));
    assertThat(Headers.number(record.headers(), seq)).isEqualTo(Long.MAX_VALUE);
  }

  @SuppressWarnings("NullAway") // a record may lack its value
  private static ConsumerRecord<String, byte[]> record(@Nullable String body) {
    return new ConsumerRecord<>(
        "match.created", 3, 17, "key", body == null ? null : body.getBytes(UTF_8));
  }
}
