package dev.parley.realtime.sending;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.parley.realtime.testing.ConversationServiceStub.Conversation;
import dev.parley.realtime.testing.MessageServiceStub;
import dev.parley.realtime.testing.MessageServiceStub.Stored;
import dev.parley.realtime.testing.RealtimeTest;
import dev.parley.realtime.testing.SocketClient;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class EditingIT extends RealtimeTest {

  private final String ann = user("ann");
  private final String bob = user("bob");
  private final Conversation conversation = conversationService.conversation(ann, bob);

  @ParameterizedTest
  @CsvSource({
    "edit_message,edited,content",
    "delete_message,deleted,deleted_at",
    "add_reaction,reaction,reactions",
  })
  void acksWithTheChangedMessageAndTellsTheOthers(String event, String change, String field) {
    Stored message = messageService.sentElsewhere(conversation, ann, "hello");
    SocketClient editor = connect(ann);
    SocketClient phone = connect(ann);
    SocketClient other = connect(bob, "polling");

    JsonNode ack = editor.ask(event, on(message, Map.of("content", "hallo", "emoji", "👍")));

    assertThat(ack.path("ok").booleanValue()).isTrue();
    assertThat(ack.at("/message/rev").longValue()).isEqualTo(2);
    for (SocketClient socket : List.of(phone, other)) {
      JsonNode told = socket.next("message_updated");
      assertThat(told.path("change").stringValue()).isEqualTo(change);
      assertThat(told.at("/message/id").stringValue()).isEqualTo(message.id());
      assertThat(told.at("/message/rev").longValue()).isEqualTo(2);
      assertThat(told.path("message").has(field)).isTrue();
      assertThat(told.path("message").has("change")).isFalse();
    }
  }

  /// What the editor sees of the message is not what the others see.
  @Test
  void showsOnesOwnViewToNobodyElse() {
    Stored message = messageService.sentElsewhere(conversation, ann, "hello");
    SocketClient other = connect(bob);

    JsonNode ack = connect(ann).ask("add_reaction", on(message, Map.of("emoji", "👍")));

    assertThat(ack.at("/message/reactions/0/me").booleanValue()).isTrue();
    assertThat(ack.at("/message/status").stringValue()).isEqualTo("sent");
    JsonNode told = other.next("message_updated").path("message");
    assertThat(told.at("/reactions/0/emoji").stringValue()).isEqualTo("👍");
    assertThat(told.at("/reactions/0").has("me")).isFalse();
    assertThat(told.has("status")).isFalse();
  }

  @Test
  void neverTellsTheSocketThatHasTheAck() {
    Stored message = messageService.sentElsewhere(conversation, ann, "hello");
    SocketClient editor = connect(ann);
    messageService.holdEchoes();

    editor.ask("edit_message", on(message, Map.of("content", "mine")));
    messageService.changedElsewhere(message, "edited", "theirs");
    messageService.releaseEchoes();

    await()
        .atMost(SocketClient.PATIENCE)
        .untilAsserted(() ->
            assertThat(editor.all("message_updated"))
                .extracting(update -> update.at("/message/content").stringValue())
                .containsExactly("theirs"));
  }

  /// The client knows the id of what it sends, and need not wait for the ack.
  @Test
  void comesBehindWhatWasSentBefore() {
    SocketClient editor = connect(ann);
    SocketClient other = connect(bob);
    List<CompletableFuture<JsonNode>> acks = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      String id = UUID.randomUUID().toString();
      acks.add(
          editor.emit(
              "send_message",
              Map.of("id", id, "conversation_id", conversation.id(), "content", "draft " + i)));
      acks.add(
          editor.emit(
              "edit_message",
              Map.of(
                  "conversation_id",
                  conversation.id(),
                  "message_id",
                  id,
                  "content",
                  "final " + i)));
    }

    assertThat(acks).allMatch(ack -> ack.join().path("ok").booleanValue());
    await()
        .atMost(SocketClient.PATIENCE)
        .untilAsserted(() ->
            assertThat(other.changes(conversation.id()))
                .extracting(m -> m.path("rev").longValue())
                .containsExactlyElementsOf(
                    java.util.stream.LongStream.rangeClosed(1, 60).boxed().toList()));
  }

  @Test
  void saysWhenNothingHasChanged() {
    Stored message = messageService.sentElsewhere(conversation, ann, "hello");

    JsonNode ack = connect(ann).ask("remove_reaction", on(message, Map.of("emoji", "👍")));

    assertThat(ack.path("ok").booleanValue()).isTrue();
    assertThat(ack.at("/message/rev").longValue()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"edit_message", "delete_message", "add_reaction", "remove_reaction"})
  void refuses(String event) {
    Stored message = messageService.sentElsewhere(conversation, ann, "hello");
    SocketClient stranger = connect(user("stranger"));
    Map<String, Object> request = on(message, Map.of("content", "x"));

    assertThat(code(stranger.ask(event, request))).isEqualTo("not_found");
    assertThat(code(stranger.ask(event, Map.of("message_id", message.id()))))
        .isEqualTo("validation_failed");
    assertThat(code(stranger.ask(event, Map.of("conversation_id", conversation.id()))))
        .isEqualTo("validation_failed");
    request.put("message_id", "no id");
    assertThat(code(stranger.ask(event, request))).isEqualTo("validation_failed");
    request.put("content", "x".repeat(600_000));
    request.put("message_id", message.id());
    assertThat(code(stranger.ask(event, request))).isEqualTo("too_large");
  }

  @Test
  void isTriedAgainWhenTheAnswerIsLost() {
    Stored message = messageService.sentElsewhere(conversation, ann, "hello");
    SocketClient editor = connect(ann);
    messageService.loseAnswers(1);

    JsonNode ack = editor.ask("edit_message", on(message, Map.of("content", "again")));

    assertThat(ack.path("ok").booleanValue()).isTrue();
    assertThat(messageService.calls(MessageServiceStub.EDITS)).isEqualTo(2);
  }

  private Map<String, Object> on(Stored message, Map<String, Object> fields) {
    Map<String, Object> request = new HashMap<>(fields);
    request.put("conversation_id", conversation.id());
    request.put("message_id", message.id());
    return request;
  }

  private static String code(JsonNode ack) {
    return ack.at("/error/code").stringValue();
  }
}
