package dev.parley.realtime.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.parley.realtime.testing.ConversationServiceStub.Conversation;
import dev.parley.realtime.testing.RealtimeTest;
import dev.parley.realtime.testing.SocketClient;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.TestPropertySource;
import tools.jackson.databind.JsonNode;

/// Its own context, which it ends.
@DirtiesContext
@TestPropertySource(properties = "parley.realtime.node-id=ending")
class ShutdownIT extends RealtimeTest {

  @Autowired private ConfigurableApplicationContext context;

  @Test
  void answersWhatWasSentAndThenClosesTheSockets() {
    String ann = user("ann");
    Conversation conversation = conversationService.conversation(ann, user("bob"));
    SocketClient socket = connect(ann);
    messageService.holdAnswers();
    CompletableFuture<JsonNode> sent = socket.emit("send_message", message(conversation));
    await().until(() -> messageService.stored(conversation).size() == 1);

    Thread end = Thread.startVirtualThread(context::close);
    await()
        .atMost(SocketClient.PATIENCE)
        .until(() ->
            socket
                .ask("send_message", message(conversation))
                .at("/error/code")
                .asString("")
                .equals("unavailable"));
    assertThat(socket.isConnected()).isTrue();
    messageService.releaseAnswers();

    assertThat(sent.join().path("ok").booleanValue()).isTrue();
    socket.awaitDisconnect();
    await().atMost(SocketClient.PATIENCE).until(() -> !end.isAlive());
  }

  private static Map<String, Object> message(Conversation conversation) {
    return Map.of("conversation_id", conversation.id(), "content", "hello");
  }
}
