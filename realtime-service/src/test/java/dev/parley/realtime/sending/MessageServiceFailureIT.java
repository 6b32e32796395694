package dev.parley.realtime.sending;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.parley.realtime.testing.ConversationServiceStub.Conversation;
import dev.parley.realtime.testing.MessageServiceStub;
import dev.parley.realtime.testing.RealtimeTest;
import dev.parley.realtime.testing.SocketClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.test.context.TestPropertySource;
import tools.jackson.databind.JsonNode;

/// Its own context, whose senders lose patience sooner.
@TestPropertySource(
    properties = {
      "parley.realtime.sending.patience=2s",
      "parley.realtime.sending.timeout=1s",
      "parley.realtime.sending.lanes=2"
    })
class MessageServiceFailureIT extends RealtimeTest {

  private final String ann = user("ann");
  private final String bob = user("bob");
  private final Conversation conversation = conversationService.conversation(ann, bob);

  @Test
  void triesAgainUntilMessageServiceIsBack() {
    SocketClient sender = connect(ann);
    SocketClient other = connect(bob);
    messageService.goDown();

    CompletableFuture<JsonNode> ack = sender.emit("send_message", message("hello"));
    awaitTries(3);
    assertThat(ack).isNotDone();
    messageService.comeBack();

    assertThat(ack.join().at("/message/seq").longValue()).isEqualTo(1);
    other.awaitMessages("hello");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 500, 503, 404})
  void saysUnavailableWhenPatienceIsOverAndSendsAgainLater(int status) {
    SocketClient sender = connect(ann);
    if (status == 0) {
      messageService.goDown();
    } else {
      messageService.failWith(status);
    }

    JsonNode ack = sender.send(conversation.id(), "hello");

    assertThat(ack.at("/error/code").stringValue()).isEqualTo("unavailable");
    assertThat(ack.at("/error/retry_after_ms").longValue()).isPositive();
    messageService.comeBack();
    assertThat(sender.send(conversation.id(), "again").path("ok").booleanValue()).isTrue();
  }

  @Test
  void storesOnceWhatWasStoredButNotAnswered() {
    SocketClient sender = connect(ann);
    SocketClient other = connect(bob);
    messageService.loseAnswers(2);

    JsonNode ack = sender.send(conversation.id(), "hello");
    sender.send(conversation.id(), "next");

    assertThat(ack.at("/message/seq").longValue()).isEqualTo(1);
    assertThat(messageService.stored(conversation)).hasSize(2);
    other.awaitMessages("hello", "next");
    assertThat(sender.messages()).isEmpty();
  }

  /// What was stored and never answered comes back to its sender as any other message.
  @Test
  void givesTheMessageToASenderThatWasToldUnavailable() {
    SocketClient sender = connect(ann);
    messageService.holdEchoes();
    messageService.loseAnswers(1_000);

    JsonNode ack = sender.send(conversation.id(), "hello");
    assertThat(ack.at("/error/code").stringValue()).isEqualTo("unavailable");
    messageService.loseAnswers(0);
    messageService.releaseEchoes();

    sender.awaitMessages("hello");
  }

  @Test
  void waitsForAnAnswerThatIsSlow() {
    SocketClient sender = connect(ann);
    messageService.holdAnswers();

    CompletableFuture<JsonNode> ack = sender.emit("send_message", message("hello"));
    await().until(() -> messageService.stored(conversation).size() == 1);
    messageService.releaseAnswers();

    assertThat(ack.join().path("ok").booleanValue()).isTrue();
  }

  @Test
  void gathersWhatComesWhileABatchIsUnderWay() {
    SocketClient sender = connect(ann);
    messageService.holdAnswers();
    List<CompletableFuture<JsonNode>> acks = new ArrayList<>();
    acks.add(sender.emit("send_message", message("first")));
    await().until(() -> messageService.calls(MessageServiceStub.SENDS) == 1);
    for (int i = 0; i < 20; i++) {
      acks.add(sender.emit("send_message", message("m" + i)));
    }
    sender.ask("leave_conversation", Map.of("conversation_id", conversation.id()));
    messageService.releaseAnswers();

    acks.forEach(ack -> assertThat(ack.join().path("ok").booleanValue()).isTrue());
    assertThat(messageService.batches()).containsExactly(1, 20);
  }

  @Test
  void refusesOnlyTheSendThatMakesABatchUnreadable() {
    SocketClient sender = connect(ann);
    SocketClient other = connect(bob);
    messageService.holdAnswers();
    sender.emit("send_message", message("first"));
    await().until(() -> messageService.calls(MessageServiceStub.SENDS) == 1);
    List<CompletableFuture<JsonNode>> acks = new ArrayList<>();
    for (String content : List.of("a", "b", "poison", "c")) {
      acks.add(sender.emit("send_message", message(content)));
    }
    sender.ask("leave_conversation", Map.of("conversation_id", conversation.id()));
    messageService.releaseAnswers();

    assertThat(acks.get(2).join().at("/error/code").stringValue()).isEqualTo("validation_failed");
    other.awaitMessages("first", "a", "b", "c");
    assertThat(acks.get(3).join().at("/message/seq").longValue()).isEqualTo(4);
  }

  private void awaitTries(int count) {
    await()
        .atMost(SocketClient.PATIENCE)
        .until(() -> messageService.calls(MessageServiceStub.SENDS) >= count);
  }

  private Map<String, Object> message(String content) {
    return Map.of("conversation_id", conversation.id(), "content", content);
  }
}
