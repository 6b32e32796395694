package dev.parley.realtime.sending;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.parley.common.json.Json;
import dev.parley.common.problem.ValidationException;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class SendPayloadHeadTests {

  private static final String CONVERSATION = "0193a5b0-0000-7000-8000-00000000abcd";
  private static final String ID = "0193a5b0-1111-7000-8000-00000000abcd";

  @Test
  void leavesAPayloadWithAnIdAsItIs() {
    String payload =
        "{\"id\": \"%s\", \"conversation_id\":\"%s\",\"x\":1}".formatted(ID, CONVERSATION);

    SendPayloadHead head = read(payload);

    assertThat(head.id()).isEqualTo(ID);
    assertThat(head.destination()).isEqualTo(CONVERSATION);
    assertThat(head.isToRecipient()).isFalse();
    assertThat(new String(head.json(), UTF_8)).isEqualTo(payload);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{ \n}",
        "{\"content\":\"a\"}",
        "{\"content\":\"{\"}",
        "{\"content\":\"}\"} \n\t",
        "  {\"content\":\"a\",\"metadata\":{}}",
        "{\"content\":\"a\",\"metadata\":{\"id\":\"not this\"}}",
        "{\"attachments\":[{\"id\":\"nor this\"}]}",
        "{\"id\":null,\"content\":\"a\"}",
        "{\"content\":\"a\",\"id\":null}",
        "{\"id\":\"x\",\"id\":null}",
        "{\"\\u0069d\":null}",
        "{\"content\":\"ä \\u0000 \\ud83d\\ude00 😀\"}"
      })
  void putsAnIdIntoAPayloadWithout(String payload) {
    SendPayloadHead head = read(payload);

    JsonNode sent = Json.mapper().readTree(head.json());
    assertThat(sent.path("id").stringValue()).isEqualTo(head.id());
    assertThat(UUID.fromString(head.id()).version()).isEqualTo(7);
    JsonNode original = Json.mapper().readTree(payload);
    for (var field : original.properties()) {
      if (!field.getKey().equals("id")) {
        assertThat(sent.get(field.getKey())).isEqualTo(field.getValue());
      }
    }
    assertThat(sent.path("metadata")).isEqualTo(original.path("metadata"));
  }

  /// message-service reads it in the same way.
  @Test
  void takesTheLastOfAnIdThatIsGivenTwice() {
    assertThat(read("{\"id\":null,\"id\":\"" + ID + "\"}").id()).isEqualTo(ID);
    assertThat(read("{\"id\":\"" + CONVERSATION + "\",\"id\":\"" + ID + "\"}").id()).isEqualTo(ID);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"id\":7}", "{\"id\":{\"id\":\"x\"}}", "{\"id\":[1]}", "{\"id\":\"\"}"})
  void leavesAnIdThatIsNoneForMessageServiceToRefuse(String payload) {
    SendPayloadHead head = read(payload);

    assertThat(head.id()).isEmpty();
    assertThat(new String(head.json(), UTF_8)).isEqualTo(payload);
  }

  @Test
  void writesIdsInOneWay() {
    SendPayloadHead head =
        read(
            "{\"id\":\"%s\",\"conversation_id\":\"%s\"}"
                .formatted(
                    ID.toUpperCase(java.util.Locale.ROOT),
                    CONVERSATION.toUpperCase(java.util.Locale.ROOT)));

    assertThat(head.id()).isEqualTo(ID);
    assertThat(head.destination()).isEqualTo(CONVERSATION);
  }

  @Test
  void knowsASendToARecipient() {
    assertThat(read("{\"recipient_id\":\"Bob\"}").destination()).isEqualTo("Bob");
    assertThat(read("{\"recipient_id\":\"Bob\"}").isToRecipient()).isTrue();
    assertThat(
            read("{\"recipient_id\":\"Bob\",\"conversation_id\":\"" + CONVERSATION + "\"}")
                .isToRecipient())
        .isFalse();
    assertThat(read("{\"recipient_id\":\"Bob\",\"conversation_id\":null}").isToRecipient())
        .isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "null",
        "7",
        "\"text\"",
        "[]",
        "[{}]",
        "{",
        "{}{}",
        "{\"a\":1}]",
        "{\"a\":01}",
        "{\"a\":tru}",
        "{a:1}",
        "{\"a\":\"\\x\"}"
      })
  void refusesWhatIsNoObject(String payload) {
    assertThatExceptionOfType(ValidationException.class).isThrownBy(() -> read(payload));
  }

  @Test
  void refusesWhatMessageServiceCouldNotReadInABatch() {
    String deep = "[".repeat(40) + "]".repeat(40);

    assertThatExceptionOfType(ValidationException.class)
        .isThrownBy(() -> read("{\"metadata\":" + deep + "}"));
    assertThatExceptionOfType(ValidationException.class)
        .isThrownBy(() -> read("{\"n\":" + "1".repeat(5_000) + "}"));
    assertThatExceptionOfType(ValidationException.class)
        .isThrownBy(() -> read("{\"" + "n".repeat(5_000) + "\":1}"));
  }

  @Test
  void refusesWhatIsTooLarge() {
    assertThatExceptionOfType(SendTooLargeException.class)
        .isThrownBy(() -> read("{\"a\":\"" + "x".repeat(SendPayloadHead.MAX_BYTES) + "\"}"));
  }

  private static SendPayloadHead read(String payload) {
    return SendPayloadHead.of(payload.getBytes(UTF_8));
  }
}
