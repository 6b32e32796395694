package dev.parley.message.viewing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.message.testing.Client;
import dev.parley.message.testing.MessageServiceTest;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

class StatusIT extends MessageServiceTest {

  @Autowired private CircuitBreakerRegistry breakers;

  private UUID conversation;
  private UUID own;

  @BeforeEach
  void send() {
    conversation = conversationService.group("anna", "ben");
    own = UUID.randomUUID();
    client.sendText("anna", conversation, own, "1");
    client.sendText("anna", conversation, UUID.randomUUID(), "2");
    client.sendText("ben", conversation, UUID.randomUUID(), "3");
    client.sendText("anna", conversation, UUID.randomUUID(), "4");
  }

  @AfterEach
  void closeBreakers() {
    breakers.getAllCircuitBreakers().forEach(breaker -> breaker.reset());
  }

  @Test
  void theSenderSeesHowFarTheOthersHaveCome() {
    conversationService.cursors(conversation, 1, 2);

    assertThat(statuses("anna", Client.messagesOf(conversation)))
        .containsExactly("read", "delivered", "", "sent");
    assertThat(statuses("anna", "/api/v1/conversations/" + conversation + "/changes?after_rev=0"))
        .containsExactly("read", "delivered", "", "sent");
    assertThat(
            client
                .get("anna", Client.messageOf(conversation, own))
                .json()
                .path("status")
                .asString())
        .isEqualTo("read");
    conversationService.cursors(conversation, 4, 4);
    assertThat(statuses("anna", Client.messagesOf(conversation)))
        .containsExactly("read", "read", "", "read");
  }

  @Test
  void othersDoNot() {
    conversationService.cursors(conversation, 4, 4);
    assertThat(statuses("ben", Client.messagesOf(conversation)))
        .containsExactly("", "", "read", "");
  }

  @Test
  void withoutConversationServiceThePageIsThereAndSaysNothingOfIt() {
    assertThat(statuses("anna", Client.messagesOf(conversation))).containsOnly("");
    conversationService.cursors(conversation, 4, 4);
    conversationService.takeDown();
    assertThat(statuses("anna", Client.messagesOf(conversation))).containsOnly("");
    conversationService.calm();
    conversationService.hang();
    int asked = conversationService.cursorCalls();

    assertThat(statuses("anna", Client.messagesOf(conversation))).containsOnly("");

    assertThat(conversationService.cursorCalls()).isEqualTo(asked + 1);
  }

  private List<String> statuses(String user, String path) {
    Client.Answer answer = client.get(user, path);
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    List<String> statuses = new ArrayList<>();
    for (JsonNode item : answer.json().path("items")) {
      statuses.add(item.path("status").asString(""));
    }
    return statuses;
  }
}
