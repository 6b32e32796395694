package dev.parley.conversation.membership;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.parley.common.event.Topics;
import dev.parley.conversation.EventLog;
import java.util.List;
import tools.jackson.databind.JsonNode;

/// The system messages that were asked for.
public final class SystemMessages {

  private SystemMessages() {}

  /// Those of a conversation, as soon as there are so many.
  public static List<JsonNode> of(String conversation, int count) {
    await().untilAsserted(() -> assertThat(all(conversation)).hasSize(count));
    return all(conversation);
  }

  public static List<JsonNode> all(String conversation) {
    return EventLog.bodies(Topics.CONVERSATION_MESSAGE_REQUESTED, conversation);
  }
}
