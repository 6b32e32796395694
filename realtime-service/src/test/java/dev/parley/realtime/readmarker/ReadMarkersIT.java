package dev.parley.realtime.readmarker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.parley.realtime.testing.ConversationServiceStub.Conversation;
import dev.parley.realtime.testing.Events;
import dev.parley.realtime.testing.RealtimeTest;
import dev.parley.realtime.testing.SocketClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class ReadMarkersIT extends RealtimeTest {

  private final String ann = user("ann");
  private final String bob = user("bob");
  private final Conversation conversation = conversationService.conversation(ann, bob);
  private final Map<String, Object> here = Map.of("conversation_id", conversation.id());

  @Test
  void acksWithWhereTheMarkerStands() {
    SocketClient reader = connect(ann);

    JsonNode ack = reader.ask("mark_read", upTo(40));
    JsonNode back = reader.ask("mark_read", upTo(20));
    JsonNode all = reader.ask("mark_read", here);

    assertThat(ack.path("ok").booleanValue()).isTrue();
    assertThat(ack.path("read_seq").longValue()).isEqualTo(40);
    assertThat(ack.path("unread_count").longValue()).isEqualTo(60);
    assertThat(back.path("read_seq").longValue()).isEqualTo(40);
    assertThat(all.path("read_seq").longValue()).isEqualTo(100);
  }

  @Test
  void tellsTheOthersWhoHaveJoinedAndTheReadersOwnDevices() {
    SocketClient reader = connect(ann);
    SocketClient phone = connect(ann);
    SocketClient joined = connect(bob);
    SocketClient notJoined = connect(bob);
    joined.ask("join_conversation", here);
    phone.ask("join_conversation", here);

    reader.ask("mark_read", upTo(40));

    JsonNode read = joined.next("messages_read");
    assertThat(read.path("conversation_id").stringValue()).isEqualTo(conversation.id());
    assertThat(read.path("user_id").stringValue()).isEqualTo(ann);
    assertThat(read.path("seq").longValue()).isEqualTo(40);
    assertThat(read.path("at").stringValue()).isEqualTo("2026-11-21T10:00:00.000000Z");
    for (SocketClient own : List.of(reader, phone)) {
      JsonNode unread = own.next("unread");
      assertThat(unread.path("read_seq").longValue()).isEqualTo(40);
      assertThat(unread.path("unread_count").longValue()).isEqualTo(60);
      assertThat(unread.path("total").longValue()).isEqualTo(60);
      assertThat(unread.path("version").longValue()).isPositive();
      assertThat(unread.path("conversation_id").stringValue()).isEqualTo(conversation.id());
    }
    assertThat(joined.all("unread")).isEmpty();
    assertThat(notJoined.all("messages_read")).isEmpty();
    assertThat(phone.all("messages_read")).isEmpty();
  }

  @Test
  void tellsOnlyTheReadersOwnDevicesWhereTheMarkerHasNotMoved() {
    SocketClient reader = connect(ann);
    SocketClient joined = connect(bob);
    joined.ask("join_conversation", here);
    String told =
        """
        {"conversation_id": "%s", "user_id": "%s", "seq": 40, "at": "2026-11-21T10:00:00.000000Z",
         "unread_count": 3, "total": 3, "version": 7, "unmoved": true}
        """
            .formatted(conversation.id(), ann);
    Events.publish(
        "conversation.read", conversation.id(), ann, Map.of("version", "7"), told.getBytes(UTF_8));

    assertThat(reader.next("unread").path("version").longValue()).isEqualTo(7);
    reader.ask("mark_read", upTo(41));
    assertThat(joined.next("messages_read").path("seq").longValue()).isEqualTo(41);
    assertThat(joined.all("messages_read")).hasSize(1);
  }

  @Test
  void marksAsDelivered() {
    SocketClient reader = connect(ann);
    SocketClient joined = connect(bob);
    joined.ask("join_conversation", here);

    reader.ask("mark_read", upTo(30));
    JsonNode ack = reader.ask("mark_delivered", upTo(40));

    assertThat(ack.path("ok").booleanValue()).isTrue();
    assertThat(ack.path("read_seq").longValue()).isEqualTo(30);
    assertThat(ack.path("delivered_seq").longValue()).isEqualTo(40);
    assertThat(ack.path("unread_count").longValue()).isEqualTo(60);
    assertThat(joined.next("messages_delivered").path("seq").longValue()).isEqualTo(40);
    assertThat(reader.all("unread")).hasSizeLessThanOrEqualTo(1); // of the reading
  }

  @Test
  void pushesNoReceiptsBetweenTwoOfWhomOneHasBlockedTheOther() {
    SocketClient reader = connect(ann);
    SocketClient joined = connect(bob);
    joined.ask("join_conversation", here);
    conversationService.block(bob, ann);
    conversationService.changed(conversation, "blocked").publish();
    conversationService.changed(conversation, "renamed").publish();
    joined.next("conversation_updated");

    reader.ask("mark_delivered", upTo(3));
    reader.ask("mark_read", upTo(3));
    reader.next("unread");
    messageService.sentElsewhere(conversation, ann, "after");
    joined.awaitMessages("after");
    assertThat(joined.all("messages_read")).isEmpty();
    assertThat(joined.all("messages_delivered")).isEmpty();

    conversationService.unblock(bob, ann);
    conversationService.changed(conversation, "unblocked").publish();
    conversationService.changed(conversation, "renamed").publish();
    await().until(() -> joined.all("conversation_updated").size() == 2);
    reader.ask("mark_read", upTo(4));
    joined.next("messages_read");
  }

  @Test
  void pushesNoReceiptsInALargeGroup() {
    String[] users = IntStream.range(0, 101).mapToObj(i -> bob + "-" + i).toArray(String[]::new);
    Conversation group = conversationService.conversation(users);
    SocketClient joined = connect(users[0]);
    SocketClient reader = connect(users[1]);
    joined.ask("join_conversation", Map.of("conversation_id", group.id()));

    reader.ask("mark_read", Map.of("conversation_id", group.id(), "seq", 3));
    reader.next("unread");
    messageService.sentElsewhere(group, users[1], "after");
    joined.awaitMessages("after");

    assertThat(joined.all("messages_read")).isEmpty();
  }

  @Test
  void refusesStrangersAndFormerParticipants() {
    SocketClient stranger = connect(user("stranger"));
    assertThat(code(stranger.ask("mark_read", upTo(3)))).isEqualTo("not_found");
    assertThat(code(stranger.ask("mark_delivered", upTo(3)))).isEqualTo("not_found");
    assertThat(
            code(
                stranger.ask("mark_read", Map.of("conversation_id", UUID.randomUUID().toString()))))
        .isEqualTo("not_found");

    conversationService.remove(conversation, bob);
    assertThat(code(connect(bob).ask("mark_read", upTo(3)))).isEqualTo("not_participant");
  }

  @Test
  void saysUnavailableWithoutConversationService() {
    SocketClient reader = connect(ann);
    conversationService.goDown();

    JsonNode ack = reader.ask("mark_read", upTo(3));

    assertThat(code(ack)).isEqualTo("unavailable");
    assertThat(ack.at("/error/retry_after_ms").longValue()).isPositive();
  }

  @Test
  void joinsManyMovesIntoFewCalls() {
    SocketClient reader = connect(ann);
    conversationService.holdAnswers();
    List<CompletableFuture<JsonNode>> acks = new ArrayList<>();
    for (int seq = 1; seq <= 50; seq++) {
      acks.add(reader.emit("mark_read", upTo(seq)));
    }
    reader.ask("leave_conversation", here);
    conversationService.releaseAnswers();

    acks.forEach(ack -> assertThat(ack.join().path("ok").booleanValue()).isTrue());
    assertThat(acks.getLast().join().path("read_seq").longValue()).isEqualTo(50);
    assertThat(conversationService.calls("/internal/read-markers")).isLessThanOrEqualTo(3);
    await().until(() -> !reader.all("unread").isEmpty());
    assertThat(reader.all("unread").size()).isLessThanOrEqualTo(3);
  }

  private Map<String, Object> upTo(long seq) {
    return Map.of("conversation_id", conversation.id(), "seq", seq);
  }

  private static String code(JsonNode ack) {
    return ack.at("/error/code").stringValue();
  }
}
