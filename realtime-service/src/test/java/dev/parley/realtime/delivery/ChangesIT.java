package dev.parley.realtime.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.parley.realtime.testing.ConversationServiceStub.Conversation;
import dev.parley.realtime.testing.MessageServiceStub;
import dev.parley.realtime.testing.MessageServiceStub.Stored;
import dev.parley.realtime.testing.RealtimeTest;
import dev.parley.realtime.testing.SocketClient;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// What changes in messages, and its order with the messages that come.
class ChangesIT extends RealtimeTest {

  private final String ann = user("ann");
  private final String bob = user("bob");
  private final String cem = user("cem");
  private final Conversation conversation = conversationService.conversation(ann, bob, cem);

  /// Two topics, of which either may be read first.
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void comeInOneOrderWithNewMessagesThoughPublishedInAny(long seed) {
    SocketClient reader = connect(bob);
    Stored first = messageService.sentElsewhere(conversation, ann, "0");
    reader.awaitMessages("0");
    messageService.neverPublish();
    List<Stored> all = new ArrayList<>();
    for (int i = 1; i <= 20; i++) {
      all.add(messageService.sentElsewhere(conversation, ann, "m" + i));
      all.add(messageService.changedElsewhere(first, "edited", "e" + i));
    }
    List<Stored> changes = new ArrayList<>(all.stream().filter(m -> m.change() != null).toList());
    List<Stored> created = new ArrayList<>(all.stream().filter(m -> m.change() == null).toList());

    interleaved(created, changes, new Random(seed)).forEach(MessageServiceStub::publish);

    awaitRevs(reader, 41);
  }

  /// Each topic in its own order.
  private static List<Stored> interleaved(List<Stored> one, List<Stored> other, Random random) {
    List<Boolean> turns = new ArrayList<>(Collections.nCopies(one.size(), true));
    turns.addAll(Collections.nCopies(other.size(), false));
    Collections.shuffle(turns, random);
    var ones = one.iterator();
    var others = other.iterator();
    return turns.stream().map(turn -> turn ? ones.next() : others.next()).toList();
  }

  @Test
  void areFetchedWhenKafkaNeverBringsThem() {
    SocketClient reader = connect(bob);
    Stored first = messageService.sentElsewhere(conversation, ann, "1");
    reader.awaitMessages("1");
    messageService.neverPublish();
    messageService.changedElsewhere(first, "edited", "lost");
    messageService.changedElsewhere(first, "edited", "again");
    Stored second = messageService.sentElsewhere(conversation, ann, "2");
    messageService.changedElsewhere(second, "reaction", "👍");

    connect(ann).send(conversation.id(), "3");

    await()
        .atMost(SocketClient.PATIENCE)
        .untilAsserted(() ->
            assertThat(reader.changes(conversation.id()))
                .extracting(m -> m.path("rev").longValue())
                .containsExactly(1L, 3L, 5L, 6L));
    assertThat(reader.next("message_updated").path("change").stringValue()).isEqualTo("edited");
    assertThat(reader.seqs(conversation.id())).containsExactly(1L, 2L, 3L);
  }

  /// More than one answer can carry: the client has to ask for it by itself.
  @Test
  void makeTheClientComeBackWhereTooMuchIsMissing() {
    SocketClient reader = connect(bob);
    messageService.sentElsewhere(conversation, ann, "1");
    reader.awaitMessages("1");
    SocketClient sender = connect(cem);
    messageService.neverPublish();
    for (int i = 2; i <= 250; i++) {
      messageService.sentElsewhere(conversation, ann, Integer.toString(i));
    }

    sender.send(conversation.id(), "251");

    reader.awaitDisconnect();
    assertThat(reader.messages()).containsExactly("1");
    assertThat(reader.all("session_revoked")).isEmpty();
  }

  @Test
  void areNoConcernOfWhoHasLeftOrNeverWasThere() {
    Stored message = messageService.sentElsewhere(conversation, ann, "1");
    SocketClient left = connect(cem);
    SocketClient stranger = connect(user("stranger"));
    SocketClient stays = connect(bob);
    conversationService.remove(conversation, cem).publish();
    left.next("removed_from_conversation");

    messageService.changedElsewhere(message, "edited", "secret");

    stays.next("message_updated");
    assertThat(left.all("message_updated")).isEmpty();
    assertThat(stranger.eventNames()).containsExactly("connected");
  }

  /// Where who comes later reads from then on only, older messages stay unseen when they change.
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void ofMessagesFromBeforeOnesTimeStayUnseen(boolean whileConnected) {
    Conversation group = conversationService.conversation(ann, bob).sinceJoining();
    Stored old = messageService.sentElsewhere(group, ann, "old");
    SocketClient stays = connect(bob);
    SocketClient joiner;
    if (whileConnected) {
      joiner = connect(cem);
      conversationService.add(group, 1, cem).publish();
      joiner.next("added_to_conversation");
    } else {
      conversationService.add(group, 1, cem);
      joiner = connect(cem);
    }
    Stored fresh = messageService.sentElsewhere(group, ann, "new");
    joiner.awaitMessages("new");

    messageService.changedElsewhere(old, "edited", "old secret");
    messageService.changedElsewhere(fresh, "edited", "new secret");

    assertThat(joiner.next("message_updated").at("/message/content").stringValue())
        .isEqualTo("new secret");
    await()
        .atMost(SocketClient.PATIENCE)
        .untilAsserted(() -> assertThat(stays.all("message_updated")).hasSize(2));
    assertThat(joiner.all("message_updated")).hasSize(1);
  }

  /// Of whoever listens already, whatever they could read when they came in.
  @Test
  void ofMessagesThatWereHiddenStayUnseenUntilTheyAreShown() {
    Conversation group = conversationService.conversation(ann, bob);
    Stored old = messageService.sentElsewhere(group, ann, "old");
    SocketClient stays = connect(bob);
    SocketClient joiner = connect(cem);
    conversationService.add(group, 1, cem).publish();
    joiner.next("added_to_conversation");

    conversationService.changed(group.sinceJoining(), "history_changed").publish();
    awaitUpdates(joiner, 1);
    messageService.changedElsewhere(old, "edited", "hidden");
    stays.next("message_updated");
    conversationService.changed(group.fromTheStart(), "renamed").publish();
    awaitUpdates(joiner, 2);
    messageService.changedElsewhere(old, "edited", "shown");

    assertThat(joiner.next("message_updated").at("/message/content").stringValue())
        .isEqualTo("shown");
  }

  private static void awaitUpdates(SocketClient socket, int count) {
    await()
        .atMost(SocketClient.PATIENCE)
        .until(() -> socket.all("conversation_updated").size() == count);
  }

  @Test
  void areToldOfOlderMessagesAsLongAsThoseWhoJoinedLaterMayReadThem() {
    Conversation group = conversationService.conversation(ann, bob).sinceJoining();
    Stored old = messageService.sentElsewhere(group, ann, "old");
    conversationService.add(group, 1, cem);
    SocketClient joiner = connect(cem);

    conversationService.history(group, "all").publish();
    joiner.next("conversation_updated");
    messageService.changedElsewhere(old, "edited", "for all");
    assertThat(joiner.next("message_updated").at("/message/content").stringValue())
        .isEqualTo("for all");

    conversationService.history(group, "since_joining").publish();
    await().until(() -> joiner.all("conversation_updated").size() == 2);
    messageService.changedElsewhere(old, "edited", "secret");
    Stored fresh = messageService.sentElsewhere(group, ann, "new");
    joiner.awaitMessages("new");
    assertThat(joiner.all("message_updated")).hasSize(1);

    conversationService.remove(group, cem).publish();
    joiner.next("removed_from_conversation");
    messageService.sentElsewhere(group, ann, "meanwhile");
    conversationService.add(group, 3, cem).publish();
    joiner.next("added_to_conversation");
    messageService.changedElsewhere(fresh, "edited", "secret since");
    messageService.sentElsewhere(group, ann, "last");
    joiner.awaitMessages("new", "last");
    assertThat(joiner.all("message_updated")).hasSize(1);
  }

  @Test
  void thatAreNoChangesAreSkipped() {
    SocketClient reader = connect(bob);
    Stored first = messageService.sentElsewhere(conversation, ann, "1");
    reader.awaitMessages("1");
    for (String body : List.of("[]", "nothing", "7")) {
      dev.parley.realtime.testing.Events.publish(
          "message.updated",
          conversation.id(),
          first.id(),
          Map.of("seq", "1", "rev", "2"),
          body.getBytes(java.nio.charset.StandardCharsets.US_ASCII));
    }

    messageService.changedElsewhere(first, "deleted", "");

    JsonNode told = reader.next("message_updated");
    assertThat(told.path("change").stringValue()).isEqualTo("deleted");
    assertThat(reader.all("message_updated")).hasSize(1);
  }

  private void awaitRevs(SocketClient reader, long last) {
    await()
        .atMost(SocketClient.PATIENCE)
        .untilAsserted(() ->
            assertThat(reader.changes(conversation.id()))
                .extracting(m -> m.path("rev").longValue())
                .containsExactlyElementsOf(LongStream.rangeClosed(1, last).boxed().toList()));
  }
}
