package dev.parley.realtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.parley.common.json.Json;
import dev.parley.common.kafka.BroadcastConsumer;
import dev.parley.common.testing.KafkaBroker;
import dev.parley.common.testing.Tokens;
import dev.parley.realtime.testing.ConversationServiceStub.Conversation;
import dev.parley.realtime.testing.MessageServiceStub.Stored;
import dev.parley.realtime.testing.Node;
import dev.parley.realtime.testing.RealtimeTest;
import dev.parley.realtime.testing.SocketClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.JsonNode;

/// Two nodes behave as one.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class NodesIT extends RealtimeTest {

  private String ann = "";
  private String bob = "";
  private Conversation conversation;
  private Map<String, Object> here = Map.of();
  private @Nullable Node second;

  @BeforeEach
  void startSecond() {
    ann = user("ann");
    bob = user("bob");
    conversation = conversationService.conversation(ann, bob);
    here = Map.of("conversation_id", conversation.id());
    if (second == null) {
      second = startNode("second");
    }
  }

  @AfterAll
  void endSecond() {
    if (second != null) {
      second.close();
    }
  }

  @Test
  void messagesAndChangesCrossInOneOrder() {
    SocketClient one = connect(ann);
    SocketClient other = there(bob);
    List<CompletableFuture<JsonNode>> acks = new ArrayList<>();
    Stored first = messageService.sentElsewhere(conversation, ann, "first");
    one.awaitMessage("first");
    other.awaitMessage("first");
    for (int i = 0; i < 40; i++) {
      acks.add(
          one.emit(
              "send_message", Map.of("conversation_id", conversation.id(), "content", "a" + i)));
      acks.add(
          other.emit(
              "send_message", Map.of("conversation_id", conversation.id(), "content", "b" + i)));
      acks.add(
          one.emit(
              "edit_message",
              Map.of(
                  "conversation_id",
                  conversation.id(),
                  "message_id",
                  first.id(),
                  "content",
                  "e" + i)));
    }
    assertThat(acks).allMatch(ack -> ack.join().path("ok").booleanValue());

    for (SocketClient socket : List.of(one, other)) {
      await()
          .atMost(SocketClient.PATIENCE)
          .untilAsserted(
              () -> assertThat(revs(socket)).hasSizeGreaterThanOrEqualTo(socket == one ? 41 : 81));
      assertThat(revs(socket)).isSorted().doesNotHaveDuplicates();
    }
  }

  private List<Long> revs(SocketClient socket) {
    return socket.changes(conversation.id()).stream().map(m -> m.path("rev").longValue()).toList();
  }

  @Test
  void receiptsTypingAndMembershipsCross() {
    SocketClient one = connect(ann);
    SocketClient other = there(bob);
    other.ask("join_conversation", here);

    one.ask("typing_start", here);
    other.next("user_typing");
    one.ask("typing_stop", here);
    other.next("user_stopped_typing");
    one.ask("mark_read", Map.of("conversation_id", conversation.id(), "seq", 1));
    other.next("messages_read");
    conversationService.remove(conversation, bob).publish();
    other.next("removed_from_conversation");
    one.next("conversation_updated");
  }

  @Test
  void presenceIsOneOverAllNodes() {
    SocketClient watcher = connect(ann);
    subscribe(watcher);
    SocketClient there = there(bob);
    watcher.next("presence");
    SocketClient also = connect(bob);
    there.close();
    clock.advance(Duration.ofSeconds(6));
    assertThat(subscribe(watcher)).isEqualTo("online");

    also.close();
    awaitStatuses(watcher, "online", "offline");
  }

  /// Whom one watches need not be on the same node, nor anywhere.
  @Test
  void whoMayNotBeSeenAnyMoreIsHiddenWhereverTheyAre() {
    String cem = user("cem");
    conversation = conversationService.conversation(ann, bob, cem);
    SocketClient watcher = connect(ann);
    there(bob);
    awaitStatus(watcher, "online");

    conversationService.block(bob, ann);
    await().atMost(SocketClient.PATIENCE).until(() -> statuses(watcher).equals(List.of("offline")));
    conversationService.unblock(bob, ann);

    await()
        .atMost(SocketClient.PATIENCE)
        .until(() -> statuses(watcher).equals(List.of("offline", "online")));
  }

  /// Every turn is told once, whatever the number of nodes.
  @Test
  void tellsTheWorldOncePerTurn() {
    List<String> told = new CopyOnWriteArrayList<>();
    BroadcastConsumer consumer =
        BroadcastConsumer.ofRecords(
            "world",
            Map.of("bootstrap.servers", KafkaBroker.bootstrapServers()),
            List.of("presence.changed"),
            record -> {
              JsonNode body = Json.mapper().readTree(record.value());
              if (bob.equals(record.key())) {
                told.add(body.path("status").stringValue());
              }
            });
    consumer.start();
    try {
      await().atMost(SocketClient.PATIENCE).until(consumer::isReading);
      SocketClient one = connect(bob);
      SocketClient other = there(bob);
      awaitTold(told, "online");
      other.close();
      one.close();
      awaitTold(told, "online", "offline");
    } finally {
      consumer.stop();
    }
  }

  private void awaitTold(List<String> told, String... statuses) {
    advanceUntil(() -> assertThat(told).containsExactly(statuses));
  }

  /// Its clients come to another node, and are told there what goes on; what they have missed they
  /// ask for by rev.
  @Test
  void theEndOfANodeMovesItsClients() {
    Node ending = startNode("ending");
    SocketClient watcher = connect(ann);
    SocketClient moving = keep(ending.client().token(Tokens.of(bob)).connect());
    awaitStatus(watcher, "online");
    messageService.sentElsewhere(conversation, ann, "before");
    moving.awaitMessages("before");

    ending.close();

    moving.awaitDisconnect();
    SocketClient moved = there(bob);
    messageService.sentElsewhere(conversation, ann, "after");
    moved.awaitMessages("after");
    clock.advance(Duration.ofSeconds(6));
    await().atMost(SocketClient.PATIENCE).until(() -> subscribe(watcher).equals("online"));
  }

  @Test
  void aNodeThatDiesTakesItsUsersWithItWhenItsLeaseEnds() {
    Node dying = startNode("dying");
    SocketClient watcher = connect(ann);
    keep(dying.client().token(Tokens.of(bob)).connect());
    awaitStatus(watcher, "online");

    dying.die();

    awaitStatuses(watcher, "offline");
    dying.close();
  }

  private SocketClient there(String user) {
    Node node = java.util.Objects.requireNonNull(second);
    return keep(node.client().token(Tokens.of(user)).connect());
  }

  private String subscribe(SocketClient watcher) {
    return watcher
        .ask("presence_subscribe", Map.of("user_ids", List.of(bob)))
        .at("/statuses/0/status")
        .asString("");
  }

  /// Only then does the watcher watch: it is told of turns from then on.
  private void awaitStatus(SocketClient watcher, String status) {
    SocketClient probe = connect(ann);
    await().atMost(SocketClient.PATIENCE).until(() -> subscribe(probe).equals(status));
    assertThat(subscribe(watcher)).isEqualTo(status);
  }

  private void awaitStatuses(SocketClient watcher, String... statuses) {
    advanceUntil(() -> assertThat(statuses(watcher)).containsExactly(statuses));
  }

  private static List<String> statuses(SocketClient watcher) {
    return watcher.all("presence").stream()
        .map(presence -> presence.path("status").stringValue())
        .toList();
  }
}
