package dev.parley.realtime.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.parley.common.testing.Tokens;
import dev.parley.realtime.session.SessionRegistry;
import dev.parley.realtime.testing.ConversationServiceStub.Conversation;
import dev.parley.realtime.testing.RealtimeTest;
import dev.parley.realtime.testing.SocketClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/// What a node remembers is for its sockets: when they have gone, so has all of it.
class LeakIT extends RealtimeTest {

  private static final int ROUNDS = 60;

  @Autowired private SessionRegistry sessions;
  @Autowired private LocalConversations conversations;
  @Autowired private Origins origins;

  @Test
  void keepsNothingWhenAllHaveGone() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    List<String> users = List.of(user("a"), user("b"), user("c"), user("d"), user("e"));
    List<Conversation> groups = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      groups.add(conversationService.conversation(users.toArray(String[]::new)));
    }
    List<SocketClient> sockets = new ArrayList<>();

    for (int round = 0; round < ROUNDS; round++) {
      String user = users.get(random.nextInt(users.size()));
      Conversation group = groups.get(random.nextInt(groups.size()));
      switch (random.nextInt(8)) {
        case 0, 1, 2 -> sockets.add(keep(client().token(Tokens.of(user)).open()));
        case 3 -> ask(sockets, random, "join_conversation", group);
        case 4 -> ask(sockets, random, "typing_start", group);
        case 5 -> ask(sockets, random, "send_message", group);
        case 6 -> {
          conversationService.remove(group, user).publish();
          conversationService.add(group, 0, user).publish();
        }
        default -> {
          if (!sockets.isEmpty()) {
            sockets.remove(random.nextInt(sockets.size())).close();
          }
        }
      }
    }
    sockets.forEach(SocketClient::close);

    await()
        .atMost(SocketClient.PATIENCE)
        .untilAsserted(() -> {
          assertThat(sessions.users()).as("users, seed %d", seed).isEmpty();
          assertThat(conversations.size()).as("conversations, seed %d", seed).isZero();
          assertThat(conversations.holding()).as("holding, seed %d", seed).isEmpty();
          assertThat(origins.waiting()).as("origins, seed %d", seed).isZero();
        });
  }

  /// A client that goes while its answer is still being fetched.
  @Test
  void keepsNothingForASocketThatLeavesWhileItJoins() {
    String ann = user("ann");
    Conversation conversation = conversationService.conversation(ann, user("bob"));
    SocketClient socket = connect(ann);
    conversationService.holdAnswers();
    socket.tell("join_conversation", Map.of("conversation_id", conversation.id()));
    await().until(() -> conversationService.calls("/internal/users/") == 1);

    socket.close();
    await().atMost(SocketClient.PATIENCE).until(() -> sessions.users().isEmpty());
    conversationService.releaseAnswers();
    connect(ann).ask("join_conversation", Map.of("conversation_id", conversation.id()));
    disconnectAll();

    await().atMost(SocketClient.PATIENCE).until(() -> conversations.size() == 0);
  }

  private static void ask(
      List<SocketClient> sockets, Random random, String event, Conversation group) {
    if (!sockets.isEmpty()) {
      sockets
          .get(random.nextInt(sockets.size()))
          .emit(event, Map.of("conversation_id", group.id(), "content", "x"));
    }
  }
}
