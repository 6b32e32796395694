package dev.parley.message.sending;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.message.testing.Client;
import dev.parley.message.testing.Client.Answer;
import dev.parley.message.testing.MessageServiceTest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Whatever is sent instead of a message, the answer is the contract's, and nothing is stored.
class BadBodyIT extends MessageServiceTest {

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
    assertProblem(client.sendRaw("anna", conversation, body), 400, "validation_failed");
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
  void hugeAndDeepBodiesAreRefused() {
    UUID conversation = conversationService.group("anna", "ben");
    String huge = "{\"content\":\"" + "x".repeat(1_100_000) + "\"}";
    assertProblem(client.sendRaw("anna", conversation, huge), 413, "too_large");
    // Without a length beforehand.
    Answer chunked =
        client.exchange(
            client
                .asUser("anna", Client.messagesOf(conversation))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.fromPublisher(BodyPublishers.ofString(huge))));
    assertProblem(chunked, 413, "too_large");
    assertProblem(
        client.sendRaw("anna", conversation, "{\"content\":\"" + "x".repeat(500_000) + "\"}"),
        400,
        "validation_failed");
    for (String deep : List.of("[".repeat(100_000), "{\"a\":".repeat(100_000))) {
      assertProblem(client.sendRaw("anna", conversation, deep), 400, "validation_failed");
      assertProblem(
          client.sendRaw("anna", conversation, "{\"content\":\"x\",\"unknown\":" + deep + "}"),
          400,
          "validation_failed");
    }
    assertProblem(
        client.sendRaw(
            "anna",
            conversation,
            "{\"content\":\"x\",\"metadata\":{\"a\":" + "9".repeat(1000) + "}}"),
        400,
        "validation_failed");
    assertThat(seqsOf(conversation)).isEmpty();
  }
}
