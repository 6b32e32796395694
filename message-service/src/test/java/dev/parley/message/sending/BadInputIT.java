package dev.parley.message.sending;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.common.testing.Tokens;
import dev.parley.message.testing.Client;
import dev.parley.message.testing.Client.Answer;
import dev.parley.message.testing.MessageServiceTest;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Whatever is sent, the answer is the contract's, and nothing is stored.
class BadInputIT extends MessageServiceTest {

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

    Answer answer = sendRaw(conversation, "{\"%s\":%s%s}".formatted(field, value, rest));

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

    Answer answer = sendRaw(conversation, body);

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

    assertThat(sendRaw(conversation, metadata("{\"a\":\"%s\"}".formatted(fits))).status())
        .isEqualTo(201);
    assertProblem(
        sendRaw(conversation, metadata("{\"a\":\"%sx\"}".formatted(fits))),
        400,
        "validation_failed");
    String deep = "{\"a\":".repeat(16) + "1" + "}".repeat(16);
    assertThat(sendRaw(conversation, metadata(deep)).status()).isEqualTo(201);
    assertProblem(
        sendRaw(conversation, metadata("{\"a\":" + deep + "}")), 400, "validation_failed");
    Answer page = client.get("ben", Client.messagesOf(conversation));
    assertThat(page.status()).isEqualTo(200);
    assertThat(page.json().path("items")).hasSize(2);
  }

  @Test
  void numbersInMetadataAreReadBackAsTheyWere() {
    UUID conversation = conversationService.group("anna", "ben");
    String numbers =
        "{\"a\":0.1,\"b\":12345678901234567890.123456789,\"c\":1e20,\"d\":-0.0,\"e\":9007199254740993}";

    Answer sent = sendRaw(conversation, metadata(numbers));

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

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "null",
        "5",
        "\"text\"",
        "[]",
        "[{}]",
        "{",
        "{\"content\":\"x\"",
        "{\"content\":\"x\"}}",
        "{\"content\":\"x\"} {}",
        "{content:\"x\"}",
        "{'content':'x'}",
        "{\"content\":\"x\",}",
        "{\"content\":\"a\nb\"}",
        "{\"content\":\"\\x\"}",
        "\uFEFF{\"content\":",
        "<xml/>",
        "content=x",
      })
  void aBodyThatIsNoJsonObjectIsRefused(String body) {
    UUID conversation = conversationService.group("anna", "ben");
    assertProblem(sendRaw(conversation, body), 400, "validation_failed");
    assertThat(seqsOf(conversation)).isEmpty();
  }

  @Test
  void bytesThatAreNoUtf8AreRefused() {
    UUID conversation = conversationService.group("anna", "ben");
    assertProblem(
        client.postRaw(
            "anna", Client.messagesOf(conversation), "{\"content\":\"é\"}".getBytes(ISO_8859_1)),
        400,
        "validation_failed");
    assertThat(seqsOf(conversation)).isEmpty();
  }

  @Test
  void unknownFieldsAreIgnoredAndOfDoubleKeysTheLastHolds() {
    UUID conversation = conversationService.group("anna", "ben");
    Answer answer =
        sendRaw(
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

  @Test
  void hugeAndDeepBodiesAreRefused() {
    UUID conversation = conversationService.group("anna", "ben");
    String huge = "{\"content\":\"" + "x".repeat(1_100_000) + "\"}";
    assertProblem(sendRaw(conversation, huge), 413, "too_large");
    // Without a length beforehand.
    Answer chunked =
        client.exchange(
            client
                .asUser("anna", Client.messagesOf(conversation))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.fromPublisher(BodyPublishers.ofString(huge))));
    assertProblem(chunked, 413, "too_large");
    assertProblem(
        sendRaw(conversation, "{\"content\":\"" + "x".repeat(500_000) + "\"}"),
        400,
        "validation_failed");
    for (String deep : List.of("[".repeat(100_000), "{\"a\":".repeat(100_000))) {
      assertProblem(sendRaw(conversation, deep), 400, "validation_failed");
      assertProblem(
          sendRaw(conversation, "{\"content\":\"x\",\"unknown\":" + deep + "}"),
          400,
          "validation_failed");
    }
    assertProblem(
        sendRaw(conversation, "{\"content\":\"x\",\"metadata\":{\"a\":" + "9".repeat(1000) + "}}"),
        400,
        "validation_failed");
    assertThat(seqsOf(conversation)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "limit=0",
        "limit=201",
        "limit=-1",
        "limit=x",
        "limit=1.5",
        "limit=99999999999",
        "limit=%00",
        "before_seq=0",
        "before_seq=x",
        "before_seq=99999999999999999999",
        "after_seq=-1",
        "after_seq=1e3",
        "around_seq=0",
        "before_seq=1&after_seq=1",
        "before_seq=1&around_seq=1",
      })
  void queryParametersAreChecked(String query) {
    UUID conversation = conversationService.group("anna", "ben");
    assertProblem(
        client.get("anna", Client.messagesOf(conversation) + "?" + query),
        400,
        "validation_failed");
  }

  @Test
  void changesNeedARev() {
    String changes = "/api/v1/conversations/" + conversationService.group("anna", "ben") + "/changes";
    assertProblem(client.get("anna", changes), 400, "validation_failed");
    assertProblem(client.get("anna", changes + "?after_rev=-1"), 400, "validation_failed");
    assertProblem(client.get("anna", changes + "?after_rev=x"), 400, "validation_failed");
    assertProblem(client.get("anna", changes + "?after_rev=0&limit=201"), 400, "validation_failed");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "x",
        "1-1-1-1-1",
        "0192f5a0-0000-7000-8000-00000000000g",
        "0192f5a0-0000-7000-8000-0000000000011",
        "%00",
        "%F0%9F%98%80",
        "null"
      })
  void pathIdsAreUuids(String id) {
    assertProblem(
        client.get("anna", "/api/v1/conversations/" + id + "/messages"), 400, "validation_failed");
    assertProblem(
        client.postRaw(
            "anna",
            "/api/v1/conversations/" + id + "/messages",
            "{\"content\":\"x\"}".getBytes(UTF_8)),
        400,
        "validation_failed");
    UUID conversation = conversationService.group("anna", "ben");
    assertProblem(
        client.get("anna", Client.messagesOf(conversation) + "/" + id), 400, "validation_failed");
  }

  @Test
  void theWrongMethodPathOrMediaTypeIsRefusedAsAProblem() {
    UUID conversation = conversationService.group("anna", "ben");
    String messages = Client.messagesOf(conversation);
    assertProblem(
        client.exchange(client.asUser("anna", messages).PUT(BodyPublishers.ofString("{}"))),
        405,
        "method_not_allowed");
    assertProblem(
        client.exchange(client.asUser("anna", messages).method("BREW", BodyPublishers.noBody())),
        405,
        "method_not_allowed");
    assertProblem(client.get("anna", "/api/v1/messages"), 405, "method_not_allowed");
    assertProblem(client.get("anna", "/api/v1/nothing"), 404, "not_found");
    assertProblem(client.get("anna", "/"), 404, "not_found");
    assertProblem(client.get("anna", "/error"), 404, "not_found");
    for (String type :
        List.of("text/plain", "application/xml", "multipart/form-data", "no type at all")) {
      assertProblem(
          client.exchange(
              client
                  .asUser("anna", messages)
                  .header("Content-Type", type)
                  .POST(BodyPublishers.ofString("{\"content\":\"x\"}"))),
          415,
          "unsupported_media");
    }
    Answer html =
        client.exchange(client.asUser("anna", messages).header("Accept", "text/html").GET());
    assertThat(html.status()).isBetween(200, 499);
    assertThat(html.text()).doesNotContain("<html");
    assertThat(seqsOf(conversation)).isEmpty();
  }

  @Test
  void withoutAGoodTokenNothingIsAnswered() {
    UUID conversation = conversationService.group("anna", "ben");
    String messages = Client.messagesOf(conversation);
    for (String header :
        List.of(
            "Bearer",
            "Bearer ",
            "Bearer x",
            "Basic YTpi",
            "Bearer " + Tokens.internal("realtime-service"),
            "Bearer " + Tokens.user("anna").algorithm("none").encode(),
            "Bearer " + Tokens.user("system").encode())) {
      Answer answer = client.exchange(client.to(messages).header("Authorization", header).GET());
      assertProblem(answer, 401, "unauthenticated");
    }
    assertProblem(client.exchange(client.to(messages).GET()), 401, "unauthenticated");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/internal/sends",
        "/%69nternal/sends",
        "/internal%2Fsends",
        "/internal;x=1/sends",
        "/internal/sends;x=1",
        "//internal/sends",
        "/./internal/sends",
        "/api/../internal/sends",
        "/actuator/../internal/sends",
        "/actuator/%2e%2e/internal/sends",
        "/v3/api-docs/../../internal/sends",
        "/actuator;/%2e%2e/internal/sends",
        "/INTERNAL/sends",
        "/internal\\sends",
        "/%5cinternal/sends",
      })
  void noUserReachesWhatIsForServices(String path) throws IOException {
    UUID conversation = conversationService.group("anna", "ben");
    String body =
        "{\"items\":[{\"sender_id\":\"ben\",\"payload\":{\"conversation_id\":\"%s\",\"content\":\"forged\"}}]}"
            .formatted(conversation);
    for (String token : List.of("", "Authorization: " + Tokens.bearer("mallory") + "\r\n")) {
      String answer =
          raw(
              "POST %s HTTP/1.1\r\nHost: x\r\n%sContent-Type: application/json\r\nContent-Length: %d\r\nConnection: close\r\n\r\n%s"
                  .formatted(path, token, body.length(), body));
      assertThat(answer).matches("(?s)HTTP/1.1 4\\d\\d.*");
      assertThat(answer).containsIgnoringCase("application/problem+json");
    }
    assertThat(seqsOf(conversation)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /api/v1/conversations/[x]/messages HTTP/1.1",
        "GET /api/v1/conversations/%zz/messages HTTP/1.1",
        "GET /api/v1/messages?limit=%zz HTTP/1.1",
        "GET /api/v1/conversations/{x}/messages HTTP/1.1",
        "GET /api/v1/\u0001 HTTP/1.1",
        "G\u0001T / HTTP/1.1",
        "GET / HTTP/9.9",
      })
  void whatIsNoHttpIsAnsweredWithAProblemToo(String line) throws IOException {
    String answer = raw(line + "\r\nHost: x\r\nConnection: close\r\n\r\n");
    assertThat(answer).matches("(?s)HTTP/1.1 [45]\\d\\d.*");
    assertThat(answer).doesNotContain("<html", "<!doctype", "Tomcat", "java.");
    if (!line.endsWith("9.9")) {
      assertThat(answer).contains("application/problem+json", "\"code\"");
    }
  }

  private static String metadata(String json) {
    return "{\"content\":\"x\",\"metadata\":" + json + "}";
  }

  private Answer sendRaw(UUID conversation, String body) {
    return client.postRaw("anna", Client.messagesOf(conversation), body.getBytes(UTF_8));
  }

  private String raw(String request) throws IOException {
    try (var socket = new Socket("127.0.0.1", port())) {
      socket.setSoTimeout(10_000);
      socket.getOutputStream().write(request.getBytes(ISO_8859_1));
      socket.getOutputStream().flush();
      return new String(socket.getInputStream().readAllBytes(), UTF_8);
    }
  }

  private static void assertProblem(Answer answer, int status, String code) {
    assertThat(answer.status()).as(answer.text()).isEqualTo(status);
    assertThat(answer.contentType()).startsWith("application/problem+json");
    assertThat(answer.code()).isEqualTo(code);
    assertThat(answer.json().path("status").asInt()).isEqualTo(status);
    assertThat(answer.json().path("title").asString()).isNotBlank();
    assertThat(answer.json().path("type").asString()).isNotBlank();
    assertThat(answer.text()).doesNotContain("Exception", "dev.parley", "jackson");
  }
}
