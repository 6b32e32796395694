package dev.parley.message.pin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.message.testing.Client;
import dev.parley.message.testing.Client.Answer;
import dev.parley.message.testing.MessageServiceTest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class PinIT extends MessageServiceTest {

  @Test
  void anyParticipantPinsAndTakesOff() {
    UUID conversation = conversationService.group("anna", "ben");
    UUID first = sent(conversation);
    UUID second = sent(conversation);

    JsonNode pinned = client.put("ben", pin(conversation, first)).json();
    assertThat(pinned.path("pinned").asBoolean()).isTrue();
    assertThat(pinned.path("rev").asLong()).isEqualTo(3);
    assertThat(client.put("anna", pin(conversation, first)).json().path("rev").asLong())
        .isEqualTo(3);
    client.put("anna", pin(conversation, second));

    assertThat(pins("ben", conversation).json().path("items"))
        .extracting(item -> item.path("id").asString())
        .containsExactly(second.toString(), first.toString());
    client.delete("anna", pin(conversation, first));
    Answer again = client.delete("anna", pin(conversation, first));
    assertThat(again.json().path("rev").asLong()).isEqualTo(5);
    assertThat(pins("ben", conversation).json().path("items")).hasSize(1);
  }

  @Test
  void thereIsALimitAndWhatIsTakenOffMakesRoom() {
    UUID conversation = conversationService.group("anna", "ben");
    List<UUID> messages = Stream.generate(() -> sent(conversation)).limit(52).toList();
    List<Map<String, Object>> items = new ArrayList<>();
    messages
        .subList(0, 51)
        .forEach(id -> items.add(Client.edit("ben", "pin", conversation, id, Map.of())));
    items.add(Client.edit("ben", "unpin", conversation, messages.getFirst(), Map.of()));
    items.add(Client.edit("ben", "pin", conversation, messages.getLast(), Map.of()));

    List<JsonNode> results = client.edits(items);

    assertThat(results.subList(0, 50))
        .allSatisfy(r -> assertThat(r.path("status").asString()).isEqualTo("changed"));
    assertThat(results.get(50).path("error").path("code").asString()).isEqualTo("conflict");
    assertThat(results.getLast().path("status").asString()).isEqualTo("changed");
    assertThat(pins("anna", conversation).json().path("items")).hasSize(50);
  }

  @Test
  void refusesWhoMayNotAndWhatIsNotThere() {
    UUID conversation = conversationService.group("anna", "ben");
    UUID message = sent(conversation);
    assertRefused(pins("mallory", conversation), 404, "not_found");
    assertRefused(client.put("mallory", pin(conversation, message)), 404, "not_found");
    assertRefused(client.put("ben", pin(conversation, UUID.randomUUID())), 404, "not_found");
    conversationService.change(conversation, c -> c.in("archived"));
    forgetAccess();
    assertRefused(client.put("ben", pin(conversation, message)), 409, "conversation_read_only");
  }

  private UUID sent(UUID conversation) {
    UUID id = UUID.randomUUID();
    client.sendText("anna", conversation, id, "hello");
    return id;
  }

  private Answer pins(String user, UUID conversation) {
    return client.get(user, "/api/v1/conversations/" + conversation + "/pins");
  }

  private static String pin(UUID conversation, UUID message) {
    return Client.messageOf(conversation, message) + "/pin";
  }
}
