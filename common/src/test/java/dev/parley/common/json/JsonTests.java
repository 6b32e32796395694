package dev.parley.common.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.parley.common.id.ConversationId;
import dev.parley.common.id.MediaId;
import dev.parley.common.id.MessageId;
import dev.parley.common.id.UserId;
import java.math.BigDecimal;
import java.nio.charset.Charset;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JacksonException;

class JsonTests {

  private record Thing(
      @Nullable String someText,
      @Nullable Instant at,
      @Nullable Long number,
      @Nullable Double decimal,
      @Nullable Boolean flag,
      @Nullable List<String> list) {}

  private record Ids(UserId user, MessageId message, ConversationId conversation, MediaId media) {}

  @ParameterizedTest
  @CsvSource({
    "2026-11-21T10:00:00Z,           2026-11-21T10:00:00.000000Z",
    "2026-11-21T10:00:00.120Z,       2026-11-21T10:00:00.120000Z",
    "2026-11-21T10:00:00.123456Z,    2026-11-21T10:00:00.123456Z",
    "2026-11-21T10:00:00.123456789Z, 2026-11-21T10:00:00.123456Z",
    "1969-12-31T23:59:59.999999Z,    1969-12-31T23:59:59.999999Z"
  })
  void timesHaveMicroseconds(String at, String written) {
    String json = write(new Thing(null, Instant.parse(at), null, null, null, null));
    assertThat(json).isEqualTo("{\"at\":\"%s\"}".formatted(written));
    assertThat(read(json).at()).isEqualTo(Instant.parse(written));
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-16LE", "UTF-16BE", "UTF-16", "UTF-32BE", "UTF-32LE"})
  void bytesAreUtf8AndNothingElse(String charset) {
    byte[] json = "{\"some_text\":\"x\"}".getBytes(Charset.forName(charset));
    assertThatExceptionOfType(JacksonException.class)
        .isThrownBy(() -> Json.mapper().readValue(json, Thing.class));
  }

  /// As `jsonb` gives them out.
  @ParameterizedTest
  @ValueSource(doubles = {Double.MIN_VALUE, -Double.MIN_NORMAL, 1.2345678901234567e-300, 1e-45})
  void everyDoubleIsReadWrittenOutInFull(double number) {
    String plain = new BigDecimal(Double.toString(number)).toPlainString();
    assertThat(read("{\"decimal\":" + plain + "}").decimal()).isEqualTo(number);
  }

  @Test
  void fieldsAreSnakeCaseAndNullsAbsent() {
    assertThat(write(new Thing("x", null, 1L, null, null, List.of())))
        .isEqualTo("{\"some_text\":\"x\",\"number\":1,\"list\":[]}");
    assertThat(read("{\"some_text\":null}").someText()).isNull();
    assertThat(read("{}").someText()).isNull();
  }

  @Test
  void unknownFieldsAreIgnored() {
    assertThat(read("{\"other\":{\"a\":[1,{}]},\"some_text\":\"x\"}").someText()).isEqualTo("x");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"some_text\":\"a\\u0000\"}",
        "{\"some_text\":\"\\ud83d\"}",
        "{\"some_text\":\"\\ude00\\ud83d\"}",
        "{\"some_text\":5}",
        "{\"some_text\":true}",
        "{\"some_text\":[]}",
        "{\"some_text\":{}}",
        "{\"number\":\"5\"}",
        "{\"number\":5.5}",
        "{\"number\":true}",
        "{\"number\":\"\"}",
        "{\"decimal\":\"5\"}",
        "{\"flag\":\"true\"}",
        "{\"flag\":1}",
        "{\"list\":\"a\"}",
        "{\"at\":\"yesterday\"}",
        "{\"some_text\":\"a\nb\"}",
        "{} {}",
        "{",
        "NaN",
      })
  void whatIsNotOfTheTypeIsRefused(String json) {
    assertThatExceptionOfType(JacksonException.class).isThrownBy(() -> read(json));
  }

  @Test
  void nestingIsBounded() {
    String deep = "[".repeat(Json.MAX_NESTING + 1) + "]".repeat(Json.MAX_NESTING + 1);
    assertThatExceptionOfType(JacksonException.class)
        .isThrownBy(() -> Json.mapper().readTree(deep));
    String fits = "[".repeat(Json.MAX_NESTING) + "]".repeat(Json.MAX_NESTING);
    assertThat(Json.mapper().readTree(fits).isArray()).isTrue();
  }

  @Test
  void idsAreTextsAndNothingElse() {
    String json =
        """
        {"user":"anna","message":"0192f5a0-0000-7000-8000-00000000000a",\
        "conversation":"0192f5a0-0000-7000-8000-00000000000b",\
        "media":"0192f5a0-0000-7000-8000-00000000000c"}\
        """;
    Ids ids = Json.mapper().readValue(json, Ids.class);
    assertThat(ids.user()).isEqualTo(new UserId("anna"));
    assertThat(Json.mapper().writeValueAsString(ids)).isEqualTo(json);
    for (String bad :
        List.of(
            "{\"user\":5}",
            "{\"user\":{\"value\":\"anna\"}}",
            "{\"user\":\"\"}",
            "{\"user\":\"a\\u0000\"}",
            "{\"message\":\"x\"}",
            "{\"message\":7}",
            "{\"media\":[]}")) {
      assertThatExceptionOfType(JacksonException.class)
          .as(bad)
          .isThrownBy(() -> Json.mapper().readValue(bad, Ids.class));
    }
  }

  @Test
  void decimalsOfFreeFormKeepTheirDigits() {
    String json = "{\"a\":0.10,\"b\":12345678901234567890.12345}";
    assertThat(Json.mapper().writeValueAsString(Json.mapper().readTree(json))).isEqualTo(json);
  }

  @Test
  void aSliceIsTheBytesOfAValue() {
    byte[] json = "{\"a\": {\"b\": [1, \"ä}\"]}, \"c\": []}".getBytes(UTF_8);
    try (var parser = Json.mapper().createParser(json)) {
      parser.nextToken();
      parser.nextToken();
      parser.nextToken();
      assertThat(new String(JsonSlices.current(parser, json), UTF_8))
          .isEqualTo("{\"b\": [1, \"ä}\"]}");
      assertThat(parser.nextName()).isEqualTo("c");
    }
  }

  private static String write(Thing thing) {
    return Json.mapper().writeValueAsString(thing);
  }

  private static Thing read(String json) {
    return Json.mapper().readValue(json, Thing.class);
  }
}
