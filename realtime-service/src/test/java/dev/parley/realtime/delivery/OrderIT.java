package dev.parley.realtime.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.parley.realtime.testing.ConversationServiceStub.Conversation;
import dev.parley.realtime.testing.MessageServiceStub;
import dev.parley.realtime.testing.MessageServiceStub.Stored;
import dev.parley.realtime.testing.RealtimeTest;
import dev.parley.realtime.testing.SocketClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

class OrderIT extends RealtimeTest {

  private static final int EACH = 40;

  enum Echoes {
    EARLY,
    DOUBLED,
    LATE,
    NEVER
  }

  private final String ann = user("ann");
  private final String bob = user("bob");
  private final String cem = user("cem");
  private final Conversation conversation = conversationService.conversation(ann, bob, cem);

  @ParameterizedTest
  @EnumSource
  void givesEverySocketAllMessagesOnceInOrder(Echoes echoes) {
    List<SocketClient> senders = List.of(connect(ann), connect(bob), connect(cem, "polling"));
    SocketClient reader = connect(ann);
    messageService.sentElsewhere(conversation, ann, "the first");
    senders.forEach(socket -> socket.awaitMessage("the first"));
    set(echoes);

    List<CompletableFuture<JsonNode>> acks = new ArrayList<>();
    for (int i = 0; i < EACH; i++) {
      for (int s = 0; s < senders.size(); s++) {
        acks.add(senders.get(s).emit("send_message", message("s" + s + "-" + i)));
      }
    }
    List<Long> acked = acks.stream().map(a -> a.join().at("/message/seq").longValue()).toList();
    messageService.releaseEchoes();

    int all = 1 + EACH * senders.size();
    assertThat(acked)
        .containsExactlyInAnyOrderElementsOf(LongStream.rangeClosed(2, all).boxed().toList());
    await()
        .atMost(SocketClient.PATIENCE)
        .untilAsserted(() ->
            assertThat(reader.seqs(conversation.id()))
                .containsExactlyElementsOf(LongStream.rangeClosed(1, all).boxed().toList()));
    for (int s = 0; s < senders.size(); s++) {
      SocketClient sender = senders.get(s);
      String own = "s" + s + "-";
      List<Long> others =
          messageService.stored(conversation).stream()
              .filter(m ->
                  !new String(m.json(), java.nio.charset.StandardCharsets.UTF_8)
                      .contains("\"" + own))
              .map(Stored::seq)
              .toList();
      await()
          .atMost(SocketClient.PATIENCE)
          .untilAsserted(
              () -> assertThat(sender.seqs(conversation.id())).containsExactlyElementsOf(others));
    }
  }

  @Test
  void putsMessagesThatWereSentOverRestIntoTheirPlaces() {
    SocketClient sender = connect(ann);
    SocketClient reader = connect(bob);
    List<String> contents = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      contents.add("rest " + i);
      messageService.sentElsewhere(conversation, cem, "rest " + i);
      contents.add("socket " + i);
      sender.send(conversation.id(), "socket " + i);
    }

    reader.awaitMessages(contents.toArray(String[]::new));
  }

  /// Nothing has been seen of the conversation yet: a message of this node's own may have others
  /// before it.
  @Test
  void waitsForKafkaToTellWhereAConversationStands() {
    Stored old = messageService.sentElsewhere(conversation, cem, "before");
    SocketClient sender = connect(ann);
    SocketClient reader = connect(bob);
    messageService.holdEchoes();
    messageService.sentElsewhere(conversation, cem, "rest");

    sender.send(conversation.id(), "socket");
    messageService.releaseEchoes();

    assertThat(old.seq()).isEqualTo(1);
    reader.awaitMessages("rest", "socket");
    sender.awaitMessages("rest");
  }

  @Test
  void fetchesWhatKafkaNeverBrings() {
    SocketClient reader = connect(bob);
    messageService.sentElsewhere(conversation, cem, "1");
    reader.awaitMessages("1");
    messageService.neverPublish();
    for (int i = 2; i <= 120; i++) {
      messageService.sentElsewhere(conversation, cem, Integer.toString(i));
    }

    connect(ann).send(conversation.id(), "121");

    await()
        .atMost(SocketClient.PATIENCE)
        .untilAsserted(() ->
            assertThat(reader.seqs(conversation.id()))
                .containsExactlyElementsOf(LongStream.rangeClosed(1, 121).boxed().toList()));
  }

  @Test
  void fetchesTheFirstMessageThatKafkaNeverBrings() {
    SocketClient sender = connect(ann);
    SocketClient reader = connect(bob);
    messageService.sentElsewhere(conversation, cem, "before");
    reader.awaitMessages("before");
    messageService.neverPublish();

    Conversation another = conversationService.conversation(ann, bob);
    sender.close();
    reader.close();
    SocketClient sender2 = connect(ann);
    SocketClient reader2 = connect(bob);
    messageService.holdEchoes();
    messageService.sentElsewhere(another, bob, "old");
    sender2.send(another.id(), "hello");

    reader2.awaitMessage("hello");
  }

  @Test
  void givesALateCopyToNobody() {
    SocketClient reader = connect(bob);
    Stored first = messageService.sentElsewhere(conversation, cem, "1");
    Stored second = messageService.sentElsewhere(conversation, cem, "2");
    reader.awaitMessages("1", "2");

    MessageServiceStub.publish(first);
    MessageServiceStub.publish(second);
    messageService.sentElsewhere(conversation, cem, "3");

    reader.awaitMessages("1", "2", "3");
  }

  @Test
  void skipsRecordsThatAreNoMessages() {
    SocketClient reader = connect(bob);
    byte[] nothing = "nothing".getBytes(java.nio.charset.StandardCharsets.US_ASCII);
    String id = conversation.id();
    for (String topic : List.of("message.created", "conversation.created", "conversation.read")) {
      dev.parley.realtime.testing.Events.publishRaw(topic, id, nothing);
      dev.parley.realtime.testing.Events.publishRaw(topic, id, null);
      dev.parley.realtime.testing.Events.publishRaw(topic, null, nothing);
      dev.parley.realtime.testing.Events.publish(
          topic,
          id,
          "",
          Map.of("seq", "-1", "version", "x"),
          "[]".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
    }

    messageService.sentElsewhere(conversation, cem, "1");

    reader.awaitMessages("1");
  }

  @Test
  void givesAStrangerNothing() {
    SocketClient stranger = connect(user("stranger"));
    SocketClient reader = connect(bob);
    messageService.sentElsewhere(conversation, cem, "1");
    reader.awaitMessages("1");

    Conversation own = conversationService.conversation(user("x"), user("y"));
    assertThat(own.participants()).hasSize(2);
    assertThat(stranger.eventNames()).containsExactly("connected");
  }

  private void set(Echoes echoes) {
    switch (echoes) {
      case EARLY -> {}
      case DOUBLED -> messageService.copies(2);
      case LATE -> messageService.holdEchoes();
      case NEVER -> messageService.neverPublish();
    }
  }

  private Map<String, Object> message(String content) {
    return Map.of("conversation_id", conversation.id(), "content", content);
  }
}
