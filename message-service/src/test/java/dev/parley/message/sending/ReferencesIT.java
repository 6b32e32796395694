package dev.parley.message.sending;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.message.testing.Client;
import dev.parley.message.testing.Client.Answer;
import dev.parley.message.testing.MessageServiceTest;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class ReferencesIT extends MessageServiceTest {

  @Test
  void anAnswerShowsWhatItAnswers() {
    UUID conversation = conversationService.group("anna", "ben");
    UUID question = UUID.randomUUID();
    client.sendText("anna", conversation, question, "😀".repeat(200));

    for (Object replyTo : List.of(question, Map.of("id", question, "seq", 99))) {
      JsonNode shown =
          client
              .send("ben", conversation, Map.of("content", "yes", "reply_to", replyTo))
              .json()
              .path("reply_to");
      assertThat(shown.path("id").asString()).isEqualTo(question.toString());
      assertThat(shown.path("seq").asLong()).isEqualTo(1);
      assertThat(shown.path("sender_id").asString()).isEqualTo("anna");
      String preview = shown.path("preview").asString();
      assertThat(preview.codePointCount(0, preview.length())).isEqualTo(140);
      assertThat(preview).startsWith("😀").endsWith("😀…");
    }
  }

  @Test
  void aThreadHasOneLevel() {
    UUID conversation = conversationService.group("anna", "ben");
    UUID root = UUID.randomUUID();
    UUID reply = UUID.randomUUID();
    client.sendText("anna", conversation, root, "root");
    client.send(
        "ben", conversation, Map.of("id", reply, "content", "in thread", "thread_root", root));

    Answer deeper =
        client.send("anna", conversation, Map.of("content", "deeper", "thread_root", reply));

    assertThat(deeper.json().path("thread_root").asString()).isEqualTo(root.toString());
  }

  @Test
  void aMessageOfAnotherConversationCannotBeAnswered() {
    UUID here = conversationService.group("anna", "ben");
    UUID there = conversationService.group("anna", "carl");
    UUID elsewhere = UUID.randomUUID();
    client.sendText("carl", there, elsewhere, "secret");

    for (String field : List.of("reply_to", "thread_root")) {
      Answer answer = client.send("ben", here, Map.of("content", "x", field, elsewhere));
      assertThat(answer.status()).isEqualTo(400);
      assertThat(answer.json().path("errors").get(0).path("field").asString()).isEqualTo(field);
      assertThat(answer.text()).doesNotContain("secret");
    }
    assertThat(seqsOf(here)).isEmpty();
  }

  @Test
  void anAnswerMayTravelInTheBatchOfWhatItAnswers() {
    UUID conversation = conversationService.group("anna", "ben");
    UUID first = UUID.randomUUID();
    UUID second = UUID.randomUUID();

    List<JsonNode> results =
        client.sends(
            List.of(
                Client.item("anna", Client.text(conversation, first, "question")),
                Client.item(
                    "anna",
                    Map.of(
                        "id",
                        second,
                        "conversation_id",
                        conversation,
                        "content",
                        "and more",
                        "reply_to",
                        first)),
                Client.item(
                    "ben",
                    Map.of(
                        "conversation_id", conversation, "content", "yes", "thread_root", second)),
                Client.item(
                    "ben",
                    Map.of(
                        "conversation_id",
                        conversation,
                        "content",
                        "no",
                        "reply_to",
                        UUID.randomUUID()))));

    assertThat(results)
        .extracting(r -> r.path("status").asString())
        .containsExactly("sent", "sent", "sent", "refused");
    assertThat(results.get(1).path("message").path("reply_to").path("seq").asLong()).isEqualTo(1);
    assertThat(results.get(2).path("message").path("thread_root").asString())
        .isEqualTo(second.toString());
  }
}
