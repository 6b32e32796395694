package dev.parley.common.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class MetadataTests {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "null",
        "{\"a\":[1,2.5,-3e5,true,null,\"x\",{\"b\":{}}]}",
        "{\"a\":1e60}",
        "{\"a\":123456789012345678901234567890}"
      })
  void takesObjects(String json) {
    assertThat(problemOf(json)).isNull();
  }

  @Test
  void takesNothing() {
    assertThat(Metadata.problemOf(null)).isNull();
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '~',
      delimiter = '|',
      value = {
        "5 | invalid",
        "\"x\" | invalid",
        "[] | invalid",
        "true | invalid",
        "{\"a\":\"\\u0000\"} | invalid_character",
        "{\"a\":{\"b\":[\"\\ud800\"]}} | invalid_character",
        "{\"\\u0000\":1} | invalid_character",
        "{\"a\":1e300} | out_of_range",
        "{\"a\":[1e-300]} | out_of_range",
        "{\"a\":1e999999999} | out_of_range",
      })
  void refusesWhatCannotBeKept(String json, String problem) {
    assertThat(problemOf(json)).isEqualTo(problem);
  }

  @Test
  void hasABoundInBytesAndInDepth() {
    String frame = "{\"a\":\"\"}";
    String ascii = "x".repeat(Metadata.MAX_BYTES - frame.length());
    assertThat(problemOf("{\"a\":\"" + ascii + "\"}")).isNull();
    assertThat(problemOf("{\"a\":\"" + ascii + "x\"}")).isEqualTo("too_large");
    assertThat(problemOf("{\"a\":\"" + "é".repeat(2_100) + "\"}")).isEqualTo("too_large");

    String deepest = "{\"a\":".repeat(Metadata.MAX_DEPTH) + "1" + "}".repeat(Metadata.MAX_DEPTH);
    assertThat(problemOf(deepest)).isNull();
    assertThat(problemOf("{\"a\":" + deepest + "}")).isEqualTo("too_deep");
    assertThat(problemOf("{\"a\":" + "[".repeat(16) + "]".repeat(16) + "}")).isEqualTo("too_deep");
  }

  /// The limit counts bytes in one parser and characters in another.
  @Test
  void whatItTakesIsReadBackWhateverItsNames() {
    for (String letter : new String[] {"a", "é", "語", "😀"}) {
      for (int length : new int[] {1, 64, 129, 200, 500, 1_000}) {
        String json = "{\"" + letter.repeat(length) + "\":1}";
        if (problemOf(json) == null) {
          byte[] event = json.getBytes(StandardCharsets.UTF_8);
          assertThat(Json.mapper().readTree(event)).isEqualTo(Json.mapper().readTree(json));
        }
      }
    }
    assertThat(problemOf("{\"" + "é".repeat(200) + "\":1}")).isNull();
  }

  /// Read without the suite's own checks, which come before these.
  private static @org.jspecify.annotations.Nullable String problemOf(String json) {
    JsonMapper mapper =
        JsonMapper.builder()
            .enable(tools.jackson.databind.DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();
    return Metadata.problemOf(mapper.readTree(json));
  }
}
