package dev.parley.message.attachment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.message.testing.Client.Answer;
import dev.parley.message.testing.MessageServiceTest;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// A picture that was sent to more conversations than one can ask about at once: a greeting that a
/// bot forwards, or a logo.
class WidelySentMediaIT extends MessageServiceTest {

  private static final int ELSEWHERE = 1_100;

  @Test
  void isReadByWhomeverItWasSentTo() {
    UUID media = mediaService.media("anna", "ready");
    sendElsewhere(media);
    UUID group = conversationService.group("anna", "ben", "carl");
    Answer sent =
        client.send(
            "anna",
            group,
            Map.of("type", "image", "attachments", List.of(Map.of("media_id", media))));
    assertThat(sent.status()).as(sent.text()).isEqualTo(201);
    UUID other = conversationService.group("dora", "emil");
    client.sendText("dora", other, UUID.randomUUID(), "no picture");

    assertThat(allowed("ben", media)).isTrue();
    assertThat(allowed("emil", media)).isFalse();
    assertThat(allowed("mallory", media)).isFalse();

    conversationService.change(group, c -> c.without("carl", 0, 1));
    assertThat(allowed("carl", media)).isTrue();
    conversationService.change(group, c -> c.without("carl", 1, 1));
    assertThat(allowed("carl", media)).isFalse();
  }

  private boolean allowed(String user, UUID media) {
    Answer answer =
        client.internal(
            "/internal/media-access", Map.of("user_id", user, "media_ids", List.of(media)));
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    return answer.json().path("items").path(0).path("allowed").asBoolean();
  }

  private void sendElsewhere(UUID media) {
    UUID[] conversations = Stream.generate(UUID::randomUUID).limit(ELSEWHERE).toArray(UUID[]::new);
    jdbc.update(
        """
        INSERT INTO message (conversation_id, seq, rev, id, type, sender_id, created_at)
        SELECT c, 1, 1, gen_random_uuid(), 'image', 'anna', now() FROM unnest(?::uuid[]) AS c
        """,
        (Object) conversations);
    jdbc.update(
        "INSERT INTO message_media SELECT ?, c, 1 FROM unnest(?::uuid[]) AS c",
        media,
        conversations);
  }
}
