package dev.parley.realtime.connection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.realtime.testing.RealtimeTest;
import dev.parley.realtime.testing.SocketClient;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class SyncIT extends RealtimeTest {

  private final String ann = user("ann");

  @Test
  void answersAsOverHttp() {
    Map<String, Object> held = Map.of(UUID.randomUUID().toString(), 7);

    JsonNode ack = connect(ann).ask("sync", Map.of("conversations", held, "since", "then"));

    assertThat(ack.path("ok").booleanValue()).isTrue();
    assertThat(ack.path("since").stringValue()).isEqualTo("token");
    assertThat(ack.at("/items/0/asked/since").stringValue()).isEqualTo("then");
    assertThat(ack.at("/items/0/asked/conversations").size()).isEqualTo(1);
  }

  /// Whose it is, the session says.
  @Test
  void isOfTheSocketsOwnUserWhateverIsAskedFor() {
    JsonNode ack = connect(ann).ask("sync", Map.of("user_id", user("bob")));

    assertThat(ack.at("/items/0/for").stringValue()).isEqualTo(ann);
  }

  @Test
  void passesRefusalsOn() {
    SocketClient socket = connect(ann);

    assertThat(code(socket.ask("sync", Map.of("bad", true)))).isEqualTo("validation_failed");
    assertThat(code(socket.ask("sync", "no object"))).isEqualTo("validation_failed");
    conversationService.goDown();
    assertThat(code(socket.ask("sync", Map.of()))).isEqualTo("unavailable");
  }

  private static String code(JsonNode ack) {
    return ack.at("/error/code").stringValue();
  }
}
