package dev.parley.realtime.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.parley.common.testing.Tokens;
import dev.parley.realtime.testing.ConversationServiceStub.Conversation;
import dev.parley.realtime.testing.Node;
import dev.parley.realtime.testing.RealtimeTest;
import dev.parley.realtime.testing.SocketClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class ShutdownIT extends RealtimeTest {

  @Test
  void answersWhatWasSentAndThenClosesTheSockets() {
    String ann = user("ann");
    Conversation conversation = conversationService.conversation(ann, user("bob"));
    Node node = startNode("ending");
    SocketClient socket = keep(node.client().token(Tokens.of(ann)).connect());
    SocketClient poller = keep(node.client().token(Tokens.of(ann)).transports("polling").connect());
    messageService.holdAnswers();
    CompletableFuture<JsonNode> sent = socket.emit("send_message", message(conversation));
    await().until(() -> messageService.stored(conversation).size() == 1);

    Thread end = Thread.startVirtualThread(node::close);
    List<CompletableFuture<JsonNode>> later = new ArrayList<>();
    await()
        .atMost(SocketClient.PATIENCE)
        .until(() -> {
          later.add(socket.emit("send_message", message(conversation)));
          return later.stream().anyMatch(ShutdownIT::isUnavailable);
        });
    assertThat(socket.isConnected()).isTrue();
    messageService.releaseAnswers();

    assertThat(sent.join().path("ok").booleanValue()).isTrue();
    socket.awaitDisconnect();
    poller.awaitDisconnect();
    assertThat(socket.disconnects().getFirst()).startsWith("transport ");
    assertThat(socket.all("session_revoked")).isEmpty();
    await().atMost(SocketClient.PATIENCE).until(() -> !end.isAlive());
  }

  private static boolean isUnavailable(CompletableFuture<JsonNode> ack) {
    return ack.isDone() && ack.join().at("/error/code").asString("").equals("unavailable");
  }

  private static Map<String, Object> message(Conversation conversation) {
    return Map.of("conversation_id", conversation.id(), "content", "hello");
  }
}
