package dev.parley.realtime.sending;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.parley.common.testing.Tokens;
import dev.parley.realtime.testing.ConversationServiceStub.Conversation;
import dev.parley.realtime.testing.RealtimeTest;
import dev.parley.realtime.testing.SocketClient;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class SendingIT extends RealtimeTest {

  private final String ann = user("ann");
  private final String bob = user("bob");
  private final Conversation conversation = conversationService.conversation(ann, bob);

  @ParameterizedTest
  @CsvSource({
    "websocket,/",
    "polling,/",
    "websocket,/messaging",
    "polling,/messaging",
  })
  void acksWithTheStoredMessageAndGivesItToTheOthers(String transport, String namespace) {
    SocketClient sender =
        keep(client().token(Tokens.of(ann)).transports(transport).namespace(namespace).connect());
    SocketClient other =
        keep(client().token(Tokens.of(bob)).transports(transport).namespace(namespace).connect());
    String id = UUID.randomUUID().toString();

    JsonNode ack = sender.ask("send_message", message("hello", id));

    assertThat(ack.path("ok").booleanValue()).isTrue();
    JsonNode stored = ack.path("message");
    assertThat(stored.path("id").stringValue()).isEqualTo(id);
    assertThat(stored.path("seq").longValue()).isEqualTo(1);
    assertThat(stored.path("sender_id").stringValue()).isEqualTo(ann);
    assertThat(stored.path("conversation_id").stringValue()).isEqualTo(conversation.id());
    assertThat(other.next("new_message")).isEqualTo(stored);
  }

  @Test
  void givesItToTheSendersOtherDevicesInEitherNamespace() {
    SocketClient sender = connect(ann);
    SocketClient phone = connect(ann);
    SocketClient tablet = keep(client().token(Tokens.of(ann)).namespace("/messaging").connect());

    sender.send(conversation.id(), "hello");

    phone.awaitMessages("hello");
    tablet.awaitMessages("hello");
    assertThat(sender.messages()).isEmpty();
  }

  @Test
  void neverGivesItToTheSocketThatHasTheAck() {
    SocketClient sender = connect(ann);
    SocketClient other = connect(bob);

    sender.send(conversation.id(), "mine");
    other.send(conversation.id(), "yours");

    sender.awaitMessages("yours");
    other.awaitMessages("mine");
  }

  @Test
  void neverGivesItToTheSocketThatWaitsForTheAckThoughKafkaIsFirst() {
    SocketClient sender = connect(ann);
    SocketClient phone = connect(ann);
    SocketClient other = connect(bob);
    messageService.holdAnswers();

    CompletableFuture<JsonNode> ack = sender.emit("send_message", message("mine", null));
    other.awaitMessages("mine");
    phone.awaitMessages("mine");
    assertThat(ack).isNotDone();
    messageService.releaseAnswers();

    assertThat(ack.join().at("/message/seq").longValue()).isEqualTo(1);
    messageService.sentElsewhere(conversation, bob, "yours");
    sender.awaitMessages("yours");
  }

  /// The id in the ack's payload and the one in Kafka's header are written differently.
  @Test
  void knowsItsOwnMessageByAnIdInCapitals() {
    SocketClient sender = connect(ann);
    SocketClient other = connect(bob);
    messageService.holdAnswers();
    String id = UUID.randomUUID().toString().toUpperCase(Locale.ROOT);

    CompletableFuture<JsonNode> ack = sender.emit("send_message", message("mine", id));
    other.awaitMessages("mine");
    messageService.releaseAnswers();
    ack.join();

    messageService.sentElsewhere(conversation, bob, "yours");
    sender.awaitMessages("yours");
  }

  @Test
  void givesItToTheSocketThatSentWithoutAnAck() {
    SocketClient sender = connect(ann);

    sender.tell("send_message", message("hello", null));

    sender.awaitMessages("hello");
  }

  @Test
  void sendsBackTheStoredMessageForTheSameId() {
    SocketClient sender = connect(ann);
    SocketClient other = connect(bob);
    String id = UUID.randomUUID().toString();

    JsonNode first = sender.ask("send_message", message("hello", id));
    JsonNode again = sender.ask("send_message", message("hello", id));
    sender.send(conversation.id(), "next");

    assertThat(again).isEqualTo(first);
    other.awaitMessages("hello", "next");
  }

  /// A client that has lost its connection sends again before the first send has been answered.
  @Test
  void givesNoCopyToEitherSocketThatWaitsForTheSameMessage() {
    SocketClient before = connect(ann);
    SocketClient after = connect(ann);
    SocketClient other = connect(bob);
    String id = UUID.randomUUID().toString();
    messageService.holdAnswers();
    messageService.holdEchoes();

    CompletableFuture<JsonNode> first = before.emit("send_message", message("hello", id));
    await().until(() -> messageService.stored(conversation).size() == 1);
    CompletableFuture<JsonNode> second = after.emit("send_message", message("hello", id));
    after.ask("leave_conversation", Map.of("conversation_id", conversation.id()));
    messageService.releaseEchoes();
    other.awaitMessages("hello");
    messageService.releaseAnswers();

    assertThat(first.join()).isEqualTo(second.join());
    messageService.sentElsewhere(conversation, bob, "yours");
    before.awaitMessages("yours");
    after.awaitMessages("yours");
  }

  /// message-service has died between the commit and its answer: what it stored is told of later.
  @Test
  void givesNoCopyToTheSocketThatHasTheAckOfWhatAnEarlierTryHasStored() {
    SocketClient sender = connect(ann);
    SocketClient other = connect(bob);
    messageService.holdEchoes();
    messageService.loseAnswers(1);

    JsonNode ack = sender.send(conversation.id(), "mine");
    messageService.releaseEchoes();

    assertThat(ack.at("/message/seq").longValue()).isEqualTo(1);
    other.awaitMessages("mine");
    messageService.sentElsewhere(conversation, bob, "yours");
    sender.awaitMessages("yours");
  }

  /// Clients choose the ids, which count within their conversation.
  @Test
  void keepsNoMessageOfAnotherConversationFromTheSocketThoughItHasTheSameId() {
    Conversation elsewhere = conversationService.conversation(ann, bob, user("cem"));
    SocketClient sender = connect(ann);
    String id = UUID.randomUUID().toString();
    messageService.holdAnswers();

    CompletableFuture<JsonNode> ack = sender.emit("send_message", message("mine", id));
    await().until(() -> messageService.stored(conversation).size() == 1);
    messageService.sentElsewhere(elsewhere, bob, "yours", id);

    sender.awaitMessages("yours");
    messageService.releaseAnswers();
    assertThat(ack.join().path("ok").booleanValue()).isTrue();
  }

  @Test
  void refusesWhatMessageServiceRefuses() {
    SocketClient stranger = connect(user("stranger"));

    JsonNode ack = stranger.send(conversation.id(), "hello");

    assertThat(ack.path("ok").booleanValue()).isFalse();
    assertThat(ack.at("/error/code").stringValue()).isEqualTo("not_found");
    assertThat(messageService.stored(conversation)).isEmpty();
  }

  @Test
  void takesTheSenderFromTheTokenWhateverThePayloadSays() {
    SocketClient sender = connect(ann);

    JsonNode ack =
        sender.ask(
            "send_message",
            Map.of("conversation_id", conversation.id(), "content", "hi", "sender_id", bob));

    assertThat(ack.at("/message/sender_id").stringValue()).isEqualTo(ann);
  }

  @Test
  void keepsTheOrderOfOneSocketsSends() {
    SocketClient sender = connect(ann);
    SocketClient other = connect(bob);
    String[] contents = new String[60];

    for (int i = 0; i < contents.length; i++) {
      contents[i] = "m" + i;
      sender.emit("send_message", message(contents[i], null));
    }

    other.awaitMessages(contents);
  }

  private Map<String, Object> message(
      String content, @org.jspecify.annotations.Nullable String id) {
    return id == null
        ? Map.of("conversation_id", conversation.id(), "content", content)
        : Map.of("conversation_id", conversation.id(), "content", content, "id", id);
  }
}
