package dev.parley.message.sending;

import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.common.event.MessageBody;
import dev.parley.common.json.Json;
import dev.parley.message.testing.Client;
import dev.parley.message.testing.Client.Answer;
import dev.parley.message.testing.MessageServiceTest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What is taken can be read by all who read it, whatever its sender made of names and numbers.
class ReadBackIT extends MessageServiceTest {

  private static final String LONG_NAMES =
      "{\"content\":\"x\",\"metadata\":{\"%s\":1}}".formatted("é".repeat(200));

  @ParameterizedTest
  @ValueSource(strings = {"application/json", "application/json;charset=UTF-16LE"})
  void aBodyThatIsNotUtf8IsRefused(String contentType) {
    UUID conversation = conversationService.group("anna", "ben");
    Answer answer = post(conversation, contentType, LONG_NAMES.getBytes(UTF_16LE));
    assertThat(answer.status()).as(answer.text()).isBetween(400, 415);
    assertThat(answer.code()).isIn("validation_failed", "unsupported_media");
    assertThat(seqsOf(conversation)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"type\":\"location\",\"location\":{\"lat\":1e-300,\"lng\":-4.9e-324}}",
        "{\"type\":\"location\",\"location\":{\"lat\":1.2345678901234567e-45,\"lng\":1}}",
        "{\"content\":\"x\",\"metadata\":{\"a\":0.00000000000000000000000000000000000000000000001}}",
      })
  void numbersAreReadAsTheDatabaseWritesThem(String body) {
    assertReadable(body);
  }

  /// The limit counts bytes in one parser and characters in another.
  @ParameterizedTest
  @ValueSource(strings = {"application/json", "application/json;charset=ISO-8859-1"})
  void longNamesAreReadByAll(String contentType) {
    UUID conversation = conversationService.group("anna", "ben");
    Answer sent = post(conversation, contentType, LONG_NAMES.getBytes(UTF_8));
    if (sent.status() == 201) {
      assertReadable(conversation);
    } else {
      assertRefused(sent, 400, "validation_failed");
    }
  }

  private void assertReadable(String body) {
    UUID conversation = conversationService.group("anna", "ben");
    Answer sent = post(conversation, "application/json", body.getBytes(UTF_8));
    assertThat(sent.status()).as(sent.text()).isEqualTo(201);
    assertReadable(conversation);
  }

  private void assertReadable(UUID conversation) {
    Answer history = client.get("ben", Client.messagesOf(conversation));
    assertThat(history.status()).as(history.text()).isEqualTo(200);
    Map<String, Object> item =
        Map.of("conversation_id", conversation, "user_id", "ben", "after_rev", 0, "from_seq", 0);
    Answer changes =
        client.internal("/internal/changes", Map.of("items", List.of(item), "limit", 10));
    assertThat(changes.status()).as(changes.text()).isEqualTo(200);
    // As the event's consumers read it.
    byte[] message = Json.mapper().writeValueAsBytes(history.json().path("items").path(0));
    assertThat(Json.mapper().readValue(message, MessageBody.class).seq()).isEqualTo(1);
  }

  private Answer post(UUID conversation, String contentType, byte[] body) {
    return client.exchange(
        client
            .asUser("anna", Client.messagesOf(conversation))
            .header("Content-Type", contentType)
            .POST(BodyPublishers.ofByteArray(body)));
  }
}
