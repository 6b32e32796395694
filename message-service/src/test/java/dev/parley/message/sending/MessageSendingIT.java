package dev.parley.message.sending;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.message.testing.Client;
import dev.parley.message.testing.MessageServiceTest;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class MessageSendingIT extends MessageServiceTest {

  @Test
  void storesAMessageAndAnswersWithIt() {
    UUID conversation = conversationService.group("anna", "ben");
    UUID id = UUID.randomUUID();

    Client.Answer answer = client.sendText("anna", conversation, id, "Hello <b>you</b>");

    assertThat(answer.status()).as(answer.text()).isEqualTo(201);
    JsonNode message = answer.json();
    assertThat(message.path("id").asString()).isEqualTo(id.toString());
    assertThat(message.path("seq").asLong()).isEqualTo(1);
    assertThat(message.path("rev").asLong()).isEqualTo(1);
    assertThat(message.path("sender_id").asString()).isEqualTo("anna");
    assertThat(message.path("content").asString()).isEqualTo("Hello <b>you</b>");
    assertThat(message.path("created_at").asString()).matches(".*\\.\\d{6}Z");
    JsonNode page = client.get("ben", Client.messagesOf(conversation)).json();
    assertThat(page.path("items").get(0)).isEqualTo(message);
  }

  @Test
  void aBatchSettlesEachItemByItself() {
    UUID conversation = conversationService.group("anna", "ben");
    List<JsonNode> results =
        client.sends(
            List.of(
                Client.item("anna", Client.text(conversation, UUID.randomUUID(), "one")),
                Client.item("mallory", Client.text(conversation, UUID.randomUUID(), "no")),
                Client.item("anna", Map.of("conversation_id", conversation, "content", 5)),
                Client.item("ben", Client.text(conversation, UUID.randomUUID(), "two"))));

    assertThat(results)
        .extracting(r -> r.path("status").asString())
        .containsExactly("sent", "refused", "refused", "sent");
    assertThat(results.getFirst().path("version").asLong()).isPositive();
    assertThat(results.get(1).path("error").path("code").asString()).isEqualTo("not_found");
    assertThat(results.get(2).path("error").path("code").asString()).isEqualTo("validation_failed");
    assertThat(seqsOf(conversation)).containsExactly(1L, 2L);
  }
}
