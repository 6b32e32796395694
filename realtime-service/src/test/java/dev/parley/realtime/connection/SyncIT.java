package dev.parley.realtime.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.parley.realtime.testing.ConversationServiceStub.Conversation;
import dev.parley.realtime.testing.RealtimeTest;
import dev.parley.realtime.testing.SocketClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
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

  /// One that asks for much waits for itself, and is refused what is too much.
  @Test
  void asksOnceAtATimeForEachSocket() {
    SocketClient socket = connect(ann);
    SocketClient other = connect(user("bob"));
    conversationService.holdAnswers();

    CompletableFuture<JsonNode> first = socket.emit("sync", Map.of());
    JsonNode second = socket.ask("sync", Map.of());
    CompletableFuture<JsonNode> others = other.emit("sync", Map.of());

    assertThat(code(second)).isEqualTo("rate_limited");
    assertThat(second.at("/error/retry_after_ms").longValue()).isPositive();
    assertThat(first).isNotDone();
    conversationService.releaseAnswers();
    assertThat(first.join().path("ok").booleanValue()).isTrue();
    assertThat(others.join().path("ok").booleanValue()).isTrue();
    assertThat(socket.ask("sync", Map.of()).path("ok").booleanValue()).isTrue();
  }

  /// However fast a client asks, one of its requests is under way.
  @Test
  void keepsTheJoinsOfASocketInTurn() {
    Conversation conversation = conversationService.conversation(ann, user("bob"));
    Map<String, Object> here = Map.of("conversation_id", conversation.id());
    SocketClient socket = connect(ann);
    conversationService.holdAnswers();
    List<CompletableFuture<JsonNode>> joins = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      joins.add(socket.emit("join_conversation", here));
    }
    socket.ask("typing_start", here); // it has been taken after all of them
    await().until(() -> conversationService.calls("/internal/users/") > 0);

    assertThat(conversationService.calls("/internal/users/")).isEqualTo(1);
    conversationService.releaseAnswers();
    assertThat(joins)
        .allSatisfy(join -> assertThat(join.join().path("ok").booleanValue()).isTrue());
  }

  private static String code(JsonNode ack) {
    return ack.at("/error/code").stringValue();
  }
}
