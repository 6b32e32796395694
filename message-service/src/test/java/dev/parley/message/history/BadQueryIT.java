package dev.parley.message.history;

import dev.parley.message.testing.Client;
import dev.parley.message.testing.MessageServiceTest;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Whatever is asked of a history, the answer is the contract's.
class BadQueryIT extends MessageServiceTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "limit=0",
        "limit=201",
        "limit=-1",
        "limit=x",
        "limit=1.5",
        "limit=99999999999",
        "limit=%00",
        "before_seq=0",
        "before_seq=x",
        "before_seq=99999999999999999999",
        "after_seq=-1",
        "after_seq=1e3",
        "around_seq=0",
        "before_seq=1&after_seq=1",
        "before_seq=1&around_seq=1",
      })
  void queryParametersAreChecked(String query) {
    UUID conversation = conversationService.group("anna", "ben");
    assertProblem(
        client.get("anna", Client.messagesOf(conversation) + "?" + query),
        400,
        "validation_failed");
  }

  @Test
  void changesNeedARev() {
    String changes =
        "/api/v1/conversations/" + conversationService.group("anna", "ben") + "/changes";
    assertProblem(client.get("anna", changes), 400, "validation_failed");
    assertProblem(client.get("anna", changes + "?after_rev=-1"), 400, "validation_failed");
    assertProblem(client.get("anna", changes + "?after_rev=x"), 400, "validation_failed");
    assertProblem(client.get("anna", changes + "?after_rev=0&limit=201"), 400, "validation_failed");
  }
}
