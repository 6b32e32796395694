package dev.parley.message.sending;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.message.testing.Client;
import dev.parley.message.testing.Client.Answer;
import dev.parley.message.testing.MessageServiceTest;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Whatever a message's fields are, the answer is the contract's, and nothing wrong is stored.
class BadMessageIT extends MessageServiceTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "id               | 5",
        "id               | \"\"",
        "id               | \"not-a-uuid\"",
        "id               | \"1-1-1-1-1\"",
        "id               | \"+0000000-0000-0000-0000-000000000000\"",
        "id               | [\"0192f5a0-0000-7000-8000-000000000001\"]",
        "id               | {}",
        "id               | true",
        "type             | 5",
        "type             | \"\"",
        "type             | \"TEXT\"",
        "type             | \"poem\"",
        "type             | \"system\"",
        "type             | {}",
        "content          | 5",
        "content          | true",
        "content          | [\"a\"]",
        "content          | {\"a\":1}",
        "content          | \"a\\u0000b\"",
        "content          | \"a\\ud83db\"",
        "content          | \"\\ude00\"",
        "attachments      | \"x\"",
        "attachments      | {}",
        "attachments      | [5]",
        "attachments      | [\"0192f5a0-0000-7000-8000-000000000001\"]",
        "location         | \"here\"",
        "location         | [1,2]",
        "location         | 5",
        "reply_to         | 5",
        "reply_to         | \"x\"",
        "reply_to         | {}",
        "reply_to         | {\"id\":7}",
        "reply_to         | []",
        "thread_root      | 5",
        "thread_root      | \"x\"",
        "thread_root      | {}",
        "mentions         | \"ben\"",
        "mentions         | [5]",
        "mentions         | [{}]",
        "mentions         | {}",
        "metadata         | 5",
        "metadata         | \"x\"",
        "metadata         | [1]",
        "metadata         | {\"a\":\"\\u0000\"}",
        "metadata         | {\"\\u0000\":1}",
        "metadata         | {\"a\":1e300}",
        "metadata         | {\"a\":-1e-300}",
        "metadata         | {\"a\":NaN}",
        "recipient_id     | 5",
        "recipient_id     | {}",
      })
  void aFieldOfTheWrongTypeIsNamed(String field, String value) {
    UUID conversation = conversationService.group("anna", "ben");
    String rest = field.equals("content") ? "" : ",\"content\":\"x\"";

    Answer answer =
        client.sendRaw("anna", conversation, "{\"%s\":%s%s}".formatted(field, value, rest));

    if (field.equals("recipient_id") && answer.status() == 201) {
      throw new AssertionError("a recipient of the wrong type was taken");
    }
    assertProblem(answer, 400, "validation_failed");
    assertThat(answer.json().path("errors").get(0).path("field").asString())
        .satisfiesAnyOf(
            name -> assertThat(name).startsWith(field), name -> assertThat(name).isEqualTo("body"));
    assertThat(seqsOf(conversation)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "{}                                                          | content        | required",
        "{\"content\":\"\"}                                          | content        | required",
        "{\"content\":\" \\n\"}                                      | content        | required",
        "{\"content\":\"\\u200b\\u2060 \"}                               | content        | required",
        "{\"content\":null}                                          | content        | required",
        "{\"type\":\"image\"}                                        | attachments    | required",
        "{\"type\":\"file\",\"attachments\":[]}                      | attachments    | required",
        "{\"type\":\"location\"}                                     | location       | required",
        "{\"type\":\"custom\"}                                       | metadata       | required",
        "{\"content\":\"x\",\"attachments\":[null]}         | attachments[0].media_id | required",
        "{\"content\":\"x\",\"attachments\":[{}]}           | attachments[0].media_id | required",
        "{\"content\":\"x\",\"attachments\":[{\"media_id\":\"y\"}]} | attachments[0].media_id | invalid",
        "{\"content\":\"x\",\"location\":{}}                         | location.lat   | required",
        "{\"content\":\"x\",\"location\":{\"lat\":91,\"lng\":0}}     | location.lat   | out_of_range",
        "{\"content\":\"x\",\"location\":{\"lat\":0,\"lng\":-180.1}} | location.lng   | out_of_range",
        "{\"content\":\"x\",\"location\":{\"lat\":1e400,\"lng\":0}}  | location.lat   | out_of_range",
        "{\"content\":\"x\",\"location\":{\"lat\":\"1\",\"lng\":0}}  | location.lat   | invalid",
        "{\"content\":\"x\",\"location\":{\"lat\":true,\"lng\":0}}   | location.lat   | invalid",
        "{\"content\":\"x\",\"mentions\":[\"\"]}                     | mentions[0]    | invalid",
        "{\"content\":\"x\",\"mentions\":[null]}                     | mentions[0]    | invalid",
        "{\"content\":\"x\",\"mentions\":[\"a\\u0007\"]}             | mentions[0]    | invalid",
      })
  void aValueOutOfBoundsIsNamedWithItsReason(String body, String field, String code) {
    UUID conversation = conversationService.group("anna", "ben");

    Answer answer = client.sendRaw("anna", conversation, body);

    assertProblem(answer, 400, "validation_failed");
    assertThat(answer.json().path("errors").valueStream())
        .anySatisfy(error -> {
          assertThat(error.path("field").asString()).isEqualTo(field);
          assertThat(error.path("code").asString()).isEqualTo(code);
        });
    assertThat(seqsOf(conversation)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "é", "😀", "\u0001", "<", "中"})
  void contentHasSixteenThousandCharactersWhateverTheyAre(String character) {
    UUID conversation = conversationService.group("anna", "ben");
    String longest = character.repeat(16_000);

    Answer fits = client.send("anna", conversation, Map.of("content", longest));
    Answer tooLong = client.send("anna", conversation, Map.of("content", longest + character));

    assertThat(fits.status()).as(fits.text()).isEqualTo(201);
    assertThat(fits.json().path("content").asString()).isEqualTo(longest);
    assertThat(
            client
                .get("ben", Client.messagesOf(conversation))
                .json()
                .path("items")
                .get(0)
                .path("content")
                .asString())
        .isEqualTo(longest);
    assertProblem(tooLong, 400, "validation_failed");
    assertThat(tooLong.json().path("errors").get(0).path("code").asString()).isEqualTo("too_long");
  }

  @Test
  void metadataHasFourKibibytes() {
    UUID conversation = conversationService.group("anna", "ben");
    int frame = "{\"a\":\"\"}".length();
    String fits = "x".repeat(4_096 - frame);

    assertThat(
            client
                .sendRaw("anna", conversation, metadata("{\"a\":\"%s\"}".formatted(fits)))
                .status())
        .isEqualTo(201);
    assertProblem(
        client.sendRaw("anna", conversation, metadata("{\"a\":\"%sx\"}".formatted(fits))),
        400,
        "validation_failed");
    String deep = "{\"a\":".repeat(16) + "1" + "}".repeat(16);
    assertThat(client.sendRaw("anna", conversation, metadata(deep)).status()).isEqualTo(201);
    assertProblem(
        client.sendRaw("anna", conversation, metadata("{\"a\":" + deep + "}")),
        400,
        "validation_failed");
    Answer page = client.get("ben", Client.messagesOf(conversation));
    assertThat(page.status()).isEqualTo(200);
    assertThat(page.json().path("items")).hasSize(2);
  }

  @Test
  void numbersInMetadataAreReadBackAsTheyWere() {
    UUID conversation = conversationService.group("anna", "ben");
    String numbers =
        "{\"a\":0.1,\"b\":12345678901234567890.123456789,\"c\":1e20,\"d\":-0.0,\"e\":9007199254740993}";

    Answer sent = client.sendRaw("anna", conversation, metadata(numbers));

    assertThat(sent.status()).as(sent.text()).isEqualTo(201);
    var read = client.get("ben", Client.messagesOf(conversation)).json().path("items").get(0);
    for (String name : List.of("a", "b", "c", "d", "e")) {
      assertThat(read.path("metadata").path(name).decimalValue())
          .isEqualByComparingTo(sent.json().path("metadata").path(name).decimalValue());
    }
    assertThat(read.path("metadata").path("b").decimalValue())
        .isEqualByComparingTo("12345678901234567890.123456789");
  }

  @Test
  void listsAreBounded() {
    UUID conversation = conversationService.group("anna", "ben");
    List<Map<String, UUID>> eleven =
        Stream.generate(() -> Map.of("media_id", mediaService.media("anna", "ready")))
            .limit(11)
            .toList();
    List<String> mentions = Stream.iterate(0, i -> i + 1).limit(101).map(i -> "u" + i).toList();
    UUID media = mediaService.media("anna", "ready");

    assertThat(
            client
                .send(
                    "anna",
                    conversation,
                    Map.of("type", "image", "attachments", eleven.subList(0, 10)))
                .status())
        .isEqualTo(201);
    assertProblem(
        client.send("anna", conversation, Map.of("type", "image", "attachments", eleven)),
        400,
        "validation_failed");
    assertProblem(
        client.send(
            "anna",
            conversation,
            Map.of(
                "type",
                "image",
                "attachments",
                List.of(Map.of("media_id", media), Map.of("media_id", media)))),
        400,
        "validation_failed");
    assertProblem(
        client.send("anna", conversation, Map.of("content", "x", "mentions", mentions)),
        400,
        "validation_failed");
    assertProblem(
        client.send(
            "anna", conversation, Map.of("content", "x", "mentions", List.of("u".repeat(129)))),
        400,
        "validation_failed");
  }

  @Test
  void aSendGoesToOnePlace() {
    UUID conversation = conversationService.group("anna", "ben");
    assertProblem(
        client.post(
            "anna",
            "/api/v1/messages",
            Map.of("conversation_id", conversation, "recipient_id", "ben", "content", "x")),
        400,
        "validation_failed");
    assertProblem(
        client.post("anna", "/api/v1/messages", Map.of("content", "x")), 400, "validation_failed");
    for (String recipient : List.of("", " ", "x".repeat(129), "a\u0000")) {
      assertProblem(
          client.post(
              "anna", "/api/v1/messages", Map.of("recipient_id", recipient, "content", "x")),
          400,
          "validation_failed");
    }
    assertThat(seqsOf(conversation)).isEmpty();
  }

  @Test
  void unknownFieldsAreIgnoredAndOfDoubleKeysTheLastHolds() {
    UUID conversation = conversationService.group("anna", "ben");
    Answer answer =
        client.sendRaw(
            "anna",
            conversation,
            """
            {"content":"first","sender_id":"ben","seq":7,"created_at":"x","silent":true,
             "unknown":{"deep":[1]},"content":"last"}\
            """);

    assertThat(answer.status()).as(answer.text()).isEqualTo(201);
    assertThat(answer.json().path("content").asString()).isEqualTo("last");
    assertThat(answer.json().path("sender_id").asString()).isEqualTo("anna");
    assertThat(answer.json().path("seq").asLong()).isEqualTo(1);
    assertThat(answer.json().path("silent").isMissingNode()).isTrue();
  }

  private static String metadata(String json) {
    return "{\"content\":\"x\",\"metadata\":" + json + "}";
  }
}
