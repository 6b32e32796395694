package dev.parley.realtime.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.parley.realtime.testing.ConversationServiceStub.Change;
import dev.parley.realtime.testing.ConversationServiceStub.Conversation;
import dev.parley.realtime.testing.MessageServiceStub;
import dev.parley.realtime.testing.RealtimeTest;
import dev.parley.realtime.testing.SocketClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class MembershipIT extends RealtimeTest {

  private final String ann = user("ann");
  private final String bob = user("bob");
  private final String cem = user("cem");

  @Test
  void bringsANewConversationBeforeItsMessages() {
    SocketClient one = connect(ann);
    SocketClient other = connect(bob);

    Conversation conversation = conversationService.conversation(ann, bob);
    conversationService.created(conversation).publish();
    for (int i = 1; i <= 5; i++) {
      messageService.sentElsewhere(conversation, cem, "m" + i);
    }

    for (SocketClient socket : List.of(one, other)) {
      socket.awaitMessages("m1", "m2", "m3", "m4", "m5");
      assertThat(socket.eventNames())
          .startsWith("connected", "added_to_conversation", "new_message");
      assertThat(socket.next("added_to_conversation").at("/conversation/id").stringValue())
          .isEqualTo(conversation.id());
    }
  }

  /// The two topics are read in no order of theirs.
  @Test
  void bringsTheMessagesThatCameBeforeTheNewConversation() {
    SocketClient one = connect(ann);
    SocketClient other = connect(bob);

    Conversation conversation = conversationService.conversation(ann, bob);
    Change created = conversationService.created(conversation);
    messageService.sentElsewhere(conversation, cem, "m1");
    messageService.sentElsewhere(conversation, cem, "m2");
    created.publish();
    created.publish();
    messageService.sentElsewhere(conversation, cem, "m3");

    one.awaitMessages("m1", "m2", "m3");
    other.awaitMessages("m1", "m2", "m3");
    assertThat(one.all("added_to_conversation")).hasSize(1);
  }

  /// A first message to someone, by a socket: its sender hears of the conversation by an event and
  /// has the message by the ack.
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void givesTheFirstMessageOfANewConversationToAllButItsSender(boolean echoFirst) {
    SocketClient sender = connect(ann);
    SocketClient phone = connect(ann);
    SocketClient other = connect(bob);
    if (!echoFirst) {
      messageService.holdEchoes();
    }

    JsonNode ack = sender.ask("send_message", Map.of("recipient_id", bob, "content", "hello"));
    String id = ack.at("/message/conversation_id").stringValue();
    Conversation conversation = conversationService.directOf(ann, bob);
    conversationService.created(java.util.Objects.requireNonNull(conversation)).publish();
    sender.next("added_to_conversation");
    other.awaitMessages("hello");
    phone.awaitMessages("hello");
    messageService.releaseEchoes();
    sender.send(id, "second");
    other.send(id, "third");

    sender.awaitMessages("third");
    phone.awaitMessages("hello", "second", "third");
    other.awaitMessages("hello", "second");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void addsToAGroupThatOthersTalkIn(boolean othersHaveHeardOfIt) {
    Conversation group = conversationService.conversation(ann, bob, user("dan"));
    SocketClient old = connect(ann);
    SocketClient added = connect(cem);
    messageService.sentElsewhere(group, bob, "m1");
    if (othersHaveHeardOfIt) {
      old.awaitMessages("m1");
    }
    messageService.holdEchoes();
    messageService.sentElsewhere(group, bob, "m2");
    Change change = conversationService.add(group, 1, cem);
    messageService.sentElsewhere(group, bob, "m3");
    change.publish();
    added.next("added_to_conversation");
    messageService.releaseEchoes();
    messageService.sentElsewhere(group, bob, "m4");

    added.awaitMessages("m2", "m3", "m4");
    old.awaitMessages("m1", "m2", "m3", "m4");
    assertThat(old.next("conversation_updated").at("/conversation/participant_count").intValue())
        .isEqualTo(4);
    assertThat(added.all("conversation_updated")).isEmpty();
  }

  /// Whom it adds are given what was said meanwhile while a flood comes in.
  @Test
  void missesAndDoublesNothingWhileUsersComeIntoABusyGroup() {
    List<String> talkers = IntStream.range(0, 6).mapToObj(i -> ann + "-" + i).toList();
    Conversation group = conversationService.conversation(talkers.toArray(String[]::new));
    List<SocketClient> senders = talkers.stream().map(this::connect).toList(); // each has a rate
    List<SocketClient> added = IntStream.range(0, 5).mapToObj(i -> connect(cem + "-" + i)).toList();
    List<CompletableFuture<JsonNode>> acks = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      if (i % 50 == 20) {
        conversationService.add(group, 0, cem + "-" + i / 50).publish();
      }
      acks.add(
          senders
              .get(i % senders.size())
              .emit("send_message", Map.of("conversation_id", group.id(), "content", "m" + i)));
      if (i % 30 == 29) {
        assertThat(acks).allMatch(ack -> ack.join().path("ok").booleanValue());
      }
    }

    for (SocketClient socket : added) {
      await()
          .atMost(SocketClient.PATIENCE)
          .untilAsserted(() ->
              assertThat(socket.seqs(group.id()))
                  .containsExactlyElementsOf(LongStream.rangeClosed(1, 300).boxed().toList()));
    }
  }

  @Test
  void asksOnceForWhatManyAreToBeGiven() {
    List<String> users = IntStream.range(0, 20).mapToObj(i -> cem + "-" + i).toList();
    List<SocketClient> sockets = users.stream().map(this::connect).toList();
    Conversation group = conversationService.conversation(users.toArray(String[]::new));
    messageService.sentElsewhere(group, users.getFirst(), "hello");

    conversationService.created(group).publish();

    sockets.forEach(socket -> socket.awaitMessages("hello"));
    assertThat(messageService.calls(MessageServiceStub.LOGS)).isLessThanOrEqualTo(2);
  }

  @Test
  void endsWhatARemovedUserHears() {
    Conversation group = conversationService.conversation(ann, bob, cem);
    SocketClient left = connect(cem);
    SocketClient stays = connect(ann);
    messageService.sentElsewhere(group, bob, "m1");
    left.awaitMessages("m1");
    left.ask("join_conversation", Map.of("conversation_id", group.id()));

    conversationService.remove(group, cem).publish();
    assertThat(left.next("removed_from_conversation").path("conversation_id").stringValue())
        .isEqualTo(group.id());
    messageService.sentElsewhere(group, bob, "m2");
    stays.awaitMessages("m1", "m2");
    stays.ask("typing_start", Map.of("conversation_id", group.id()));

    assertThat(
            left.ask("typing_start", Map.of("conversation_id", group.id()))
                .at("/error/code")
                .stringValue())
        .isEqualTo("not_found");
    assertThat(left.messages()).containsExactly("m1");
    assertThat(left.all("user_typing")).isEmpty();
    assertThat(stays.all("conversation_updated")).hasSize(1);
  }

  /// Those too who had left it, and of however many events it takes.
  @Test
  void tellsEveryoneOnceThatTheGroupIsDeletedAndNothingMore() {
    Conversation group = conversationService.conversation(ann, bob, cem);
    SocketClient one = connect(ann);
    SocketClient other = connect(bob);
    SocketClient former = connect(cem);
    conversationService.remove(group, cem).publish();
    former.next("removed_from_conversation");
    messageService.sentElsewhere(group, bob, "m1");
    one.awaitMessages("m1");
    one.next("conversation_updated");
    other.next("conversation_updated");

    Change first = conversationService.delete(group, ann, cem);
    Change second = conversationService.delete(group, bob);
    first.publish();
    second.publish();
    first.publish();
    messageService.sentElsewhere(group, bob, "m2");
    Conversation next = conversationService.conversation(ann, bob, cem);
    conversationService.created(next).publish();
    messageService.sentElsewhere(next, bob, "m3");

    for (SocketClient socket : List.of(one, other, former)) {
      assertThat(socket.next("removed_from_conversation").path("conversation_id").stringValue())
          .isEqualTo(group.id());
    }
    one.awaitMessages("m1", "m3");
    other.awaitMessages("m1", "m3");
    former.awaitMessages("m3");
    for (SocketClient socket : List.of(one, other)) {
      assertThat(socket.all("removed_from_conversation")).hasSize(1);
      assertThat(socket.all("conversation_updated")).as("that cem went").hasSize(1);
    }
    assertThat(former.all("removed_from_conversation")).as("and that they went").hasSize(2);
    assertThat(former.all("conversation_updated")).isEmpty();
  }

  @Test
  void bringsBackWhoWasRemovedAndAddedAgain() {
    Conversation group = conversationService.conversation(ann, bob, cem);
    SocketClient socket = connect(cem);
    messageService.sentElsewhere(group, bob, "m1");
    socket.awaitMessages("m1");
    conversationService.remove(group, cem).publish();
    socket.next("removed_from_conversation");
    messageService.sentElsewhere(group, bob, "m2");
    conversationService.add(group, 2, cem).publish();
    socket.next("added_to_conversation");
    messageService.sentElsewhere(group, bob, "m3");

    socket.awaitMessages("m1", "m3");
  }

  @Test
  void believesTheNewestVersionWhicheverComesFirst() {
    Conversation group = conversationService.conversation(ann, bob, cem);
    SocketClient socket = connect(cem);
    SocketClient stays = connect(ann);
    Change renamed = conversationService.changed(group, "renamed");
    Change added = conversationService.add(group, 0, cem);
    Change removed = conversationService.remove(group, cem);

    removed.publish();
    socket.next("removed_from_conversation");
    added.publish();
    renamed.publish();
    messageService.sentElsewhere(group, bob, "m1");

    stays.awaitMessages("m1");
    assertThat(socket.messages()).isEmpty();
    assertThat(socket.all("added_to_conversation")).isEmpty();
    assertThat(stays.all("conversation_updated")).hasSize(1);
  }

  @Test
  void hidesWhatIsTheServicesOwn() {
    List<String> users = IntStream.range(0, 60).mapToObj(i -> bob + "-" + i).toList();
    Conversation group = conversationService.conversation(users.toArray(String[]::new));
    SocketClient socket = connect(users.getFirst());

    conversationService.changed(group, "blocked").publish();
    conversationService.changed(group, "renamed").publish();

    JsonNode told = socket.next("conversation_updated").path("conversation");
    assertThat(socket.all("conversation_updated")).hasSize(1);
    assertThat(told.path("change").stringValue()).isEqualTo("renamed");
    assertThat(told.has("blocked_by")).isFalse();
    assertThat(told.has("participants_complete")).isFalse();
    assertThat(told.path("participants")).hasSize(50);
    assertThat(told.at("/participants/0/joined_seq").longValue(-1)).isZero();
    assertThat(told.path("participant_count").intValue()).isEqualTo(60);
  }

  /// Kafka would tell who has been removed, but is away; it would bring what others say, too.
  @Test
  void whoHasBeenRemovedHearsNothingThatIsSaidThroughTheirNode() {
    Conversation conversation = conversationService.conversation(ann, bob, cem);
    SocketClient one = connect(ann);
    SocketClient other = connect(bob);
    SocketClient removed = connect(cem);
    one.send(conversation.id(), "all three");
    removed.awaitMessages("all three");

    conversationService.remove(conversation, cem);
    messageService.neverPublish();
    one.send(conversation.id(), "about cem");
    one.send(conversation.id(), "and more");

    other.awaitMessages("all three", "about cem", "and more");
    assertThat(removed.next("removed_from_conversation").path("conversation_id").stringValue())
        .isEqualTo(conversation.id());
    assertThat(removed.messages()).containsExactly("all three");
    assertThat(one.messages()).isEmpty();
    assertThat(conversationService.calls("/internal/access")).isEqualTo(1);
  }
}
