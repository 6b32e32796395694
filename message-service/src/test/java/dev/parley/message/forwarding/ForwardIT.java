package dev.parley.message.forwarding;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.common.event.Topics;
import dev.parley.common.json.Json;
import dev.parley.message.testing.Client;
import dev.parley.message.testing.Client.Answer;
import dev.parley.message.testing.KafkaLog;
import dev.parley.message.testing.MessageServiceTest;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class ForwardIT extends MessageServiceTest {

  private UUID from;
  private UUID to;
  private UUID id;
  private UUID media;

  @BeforeEach
  void send() {
    from = conversationService.group("anna", "ben");
    to = conversationService.group("carl", "ben");
    id = UUID.randomUUID();
    media = mediaService.media("anna", "ready");
    client.send(
        "anna",
        from,
        Map.of(
            "id",
            id,
            "type",
            "image",
            "content",
            "look",
            "attachments",
            List.of(Map.of("media_id", media)),
            "mentions",
            List.of("ben"),
            "metadata",
            Map.of("a", 1)));
  }

  @Test
  void saysItElsewhereAsTheForwardersMessage() {
    JsonNode message = results("ben", to).get(0).path("message");

    assertThat(message.path("conversation_id").asString()).isEqualTo(to.toString());
    assertThat(message.path("sender_id").asString()).isEqualTo("ben");
    assertThat(message.path("content").asString()).isEqualTo("look");
    assertThat(message.path("type").asString()).isEqualTo("image");
    assertThat(message.path("metadata").path("a").asInt()).isEqualTo(1);
    assertThat(message.path("mentions")).isEmpty();
    assertThat(message.path("forwarded_from").path("sender_id").asString()).isEqualTo("anna");
    assertThat(message.toString()).doesNotContain(from.toString()).doesNotContain(id.toString());
    assertThat(client.get("carl", Client.messagesOf(to)).json().path("items").get(0))
        .isEqualTo(message);
    assertThat(
            client
                .internal(
                    "/internal/media-access",
                    Map.of("user_id", "carl", "media_ids", List.of(media)))
                .json()
                .path("items")
                .get(0)
                .path("allowed")
                .asBoolean())
        .isTrue();
    try (var log = new KafkaLog(Topics.MESSAGE_CREATED)) {
      assertThat(Json.mapper().readTree(log.of(to, 1).getFirst().value())).isEqualTo(message);
    }
  }

  @Test
  void aForwardedMessageForwardedKeepsItsFirstSender() {
    JsonNode first = results("ben", to).get(0).path("message");
    UUID third = conversationService.group("carl", "dora");

    Answer answer =
        client.post(
            "carl",
            Client.messageOf(to, UUID.fromString(first.path("id").asString())) + "/forward",
            Map.of("conversation_ids", List.of(third)));

    assertThat(
            answer
                .json()
                .path("items")
                .get(0)
                .path("message")
                .path("forwarded_from")
                .path("sender_id")
                .asString())
        .isEqualTo("anna");
  }

  @Test
  void againIsTheSameUnlessAKeySaysOtherwise() {
    JsonNode first = results("ben", to).get(0);
    JsonNode again = results("ben", to, to).get(0);
    assertThat(again.path("status").asString()).isEqualTo("duplicate");
    assertThat(again.path("message")).isEqualTo(first.path("message"));
    Map<String, Object> keyed = Map.of("id", UUID.randomUUID(), "conversation_ids", List.of(to));

    assertThat(forward("ben", keyed).json().path("items").get(0).path("status").asString())
        .isEqualTo("sent");
    assertThat(forward("ben", keyed).json().path("items").get(0).path("status").asString())
        .isEqualTo("duplicate");
    assertThat(seqsOf(to)).containsExactly(1L, 2L);
  }

  @Test
  void eachTargetIsSettledByItself() {
    UUID notTheirs = conversationService.group("carl", "dora");
    UUID closed = conversationService.group("ben", "dora");
    conversationService.change(closed, c -> c.in("read_only"));
    UUID left = conversationService.group("carl", "ben");
    conversationService.change(left, c -> c.without("ben", 0, 1));
    UUID blocked = conversationService.direct("ben", "dora");
    conversationService.change(blocked, c -> c.blocked(true));

    JsonNode results = results("ben", notTheirs, closed, left, blocked, UUID.randomUUID(), to);

    assertThat(results)
        .extracting(r -> r.path("error").path("code").asString(r.path("status").asString()))
        .containsExactly(
            "not_found",
            "conversation_read_only",
            "not_participant",
            "blocked",
            "not_found",
            "sent");
    assertThat(seqsOf(notTheirs)).isEmpty();
  }

  @Test
  void onlyWhatTheForwarderMayRead() {
    assertRefused(forward("carl", Map.of("conversation_ids", List.of(to))), 404, "not_found");
    conversationService.change(from, c -> c.without("ben", 0, 0));
    forgetAccess();
    assertRefused(forward("ben", Map.of("conversation_ids", List.of(to))), 404, "not_found");
  }

  @Test
  void theForwarderMayDeleteItButNotPutWordsIntoAnothersMouth() {
    UUID forwarded =
        UUID.fromString(results("ben", to).get(0).path("message").path("id").asString());
    String path = Client.messageOf(to, forwarded);

    assertRefused(client.patch("ben", path, Map.of("content", "look away")), 403, "forbidden");
    assertThat(client.delete("ben", path).status()).isEqualTo(200);
  }

  @Test
  void notWhatIsDeletedNorWhatTheSystemSaid() {
    client.delete("anna", Client.messageOf(from, id));
    assertRefused(forward("ben", Map.of("conversation_ids", List.of(to))), 409, "conflict");
    assertRefused(
        client.post(
            "ben",
            Client.messageOf(from, UUID.randomUUID()) + "/forward",
            Map.of("conversation_ids", List.of(to))),
        404,
        "not_found");
    assertThat(seqsOf(to)).isEmpty();
  }

  @Test
  void aForwardKeepsTheContract() {
    Stream.<Map<String, ?>>of(
            Map.of(),
            Map.of("conversation_ids", List.of()),
            Map.of("conversation_ids", List.of("x")),
            Map.of("conversation_ids", Collections.nCopies(21, to)),
            Map.of("conversation_ids", List.of(to), "id", "x"))
        .forEach(body -> assertRefused(forward("ben", body), 400, "validation_failed"));
  }

  private JsonNode results(String user, UUID... targets) {
    Answer answer = forward(user, Map.of("conversation_ids", List.of(targets)));
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    return answer.json().path("items");
  }

  private Answer forward(String user, Map<String, ?> body) {
    return client.post(user, Client.messageOf(from, id) + "/forward", body);
  }
}
