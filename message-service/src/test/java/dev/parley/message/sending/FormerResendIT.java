package dev.parley.message.sending;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.message.testing.Client;
import dev.parley.message.testing.Client.Answer;
import dev.parley.message.testing.MessageServiceTest;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// Sending a message once more is answered with what is stored, which others may have changed
/// since.
class FormerResendIT extends MessageServiceTest {

  @Test
  void tellsWhoeverHasLeftOfNothingThatWasDoneToItSince() {
    UUID group = conversationService.group("anna", "ben", "carl");
    UUID id = UUID.randomUUID();
    assertThat(client.sendText("ben", group, id, "goodbye").status()).isEqualTo(201);
    assertThat(client.put("anna", Client.reactionTo(group, id, "👋")).status()).isEqualTo(200);
    Instant left = Clock.systemUTC().instant().truncatedTo(ChronoUnit.MICROS);
    conversationService.change(group, c -> c.without("ben", 0, 1, 2, left));
    forgetAccess();
    assertThat(client.put("carl", Client.reactionTo(group, id, "😂")).status()).isEqualTo(200);

    Answer again = client.sendText("ben", group, id, "goodbye");

    assertThat(again.status()).as(again.text()).isEqualTo(200);
    assertThat(again.json().path("content").asString()).isEqualTo("goodbye");
    assertThat(again.text()).contains("👋").doesNotContain("😂", "carl");
  }
}
