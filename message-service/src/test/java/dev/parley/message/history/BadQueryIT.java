package dev.parley.message.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.message.testing.Client;
import dev.parley.message.testing.MessageServiceTest;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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
        "thread_root=x",
        "thread_root=1",
        "thread_root=%00",
      })
  void queryParametersAreChecked(String query) {
    UUID conversation = conversationService.group("anna", "ben");
    assertProblem(
        client.get("anna", Client.messagesOf(conversation) + "?" + query),
        400,
        "validation_failed");
  }

  @ParameterizedTest
  @CsvSource({
    "around_seq=1&before_seq=3, 'before_seq,around_seq'",
    "after_seq=1&around_seq=3, 'after_seq,around_seq'",
    "after_seq=1&before_seq=3, 'before_seq,after_seq'",
    "after_seq=1&before_seq=3&around_seq=2, 'before_seq,after_seq,around_seq'",
    "thread_root=x, thread_root",
  })
  void theRefusalNamesWhatWasSent(String query, String fields) {
    UUID conversation = conversationService.group("anna", "ben");
    assertThat(
            client
                .get("anna", Client.messagesOf(conversation) + "?" + query)
                .json()
                .path("errors")
                .valueStream()
                .map(error -> error.path("field").asString()))
        .containsExactly(fields.split(","));
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
