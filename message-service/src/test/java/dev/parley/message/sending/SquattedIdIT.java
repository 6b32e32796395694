package dev.parley.message.sending;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.common.event.MessageRequested;
import dev.parley.common.event.Topics;
import dev.parley.common.id.ConversationId;
import dev.parley.common.id.MessageId;
import dev.parley.common.json.Json;
import dev.parley.message.testing.Client;
import dev.parley.message.testing.KafkaLog;
import dev.parley.message.testing.MessageServiceTest;
import java.util.List;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/// The id of a system message is made of what everyone knows; a participant may use it first.
class SquattedIdIT extends MessageServiceTest {

  @Test
  void aParticipantCannotKeepASystemMessageFromBeingTold() {
    UUID conversation = conversationService.group("anna", "ben");
    UUID guessed = UUID.randomUUID();
    assertThat(client.sendText("ben", conversation, guessed, "nothing to see").status())
        .isEqualTo(201);

    MessageRequested removal = request(conversation, guessed, "anna removed ben");
    write(removal);
    write(removal);
    write(request(conversation, UUID.randomUUID(), "anna named the group"));

    Awaitility.await().until(() -> contents(conversation).contains("anna named the group"));
    assertThat(contents(conversation))
        .containsExactly("nothing to see", "anna removed ben", "anna named the group");
  }

  private List<String> contents(UUID conversation) {
    return client
        .get("anna", Client.messagesOf(conversation))
        .json()
        .path("items")
        .values()
        .stream()
        .map(message -> message.path("content").asString())
        .toList();
  }

  private static MessageRequested request(UUID conversation, UUID id, String text) {
    return new MessageRequested(
        new MessageId(id), new ConversationId(conversation), text, null, true);
  }

  private static void write(MessageRequested request) {
    KafkaLog.write(
        Topics.CONVERSATION_MESSAGE_REQUESTED,
        request.partitionKey(),
        Json.mapper().writeValueAsBytes(request));
  }
}
