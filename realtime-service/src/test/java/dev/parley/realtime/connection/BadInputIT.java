package dev.parley.realtime.connection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.common.testing.Tokens;
import dev.parley.realtime.testing.ConversationServiceStub.Conversation;
import dev.parley.realtime.testing.RealtimeTest;
import dev.parley.realtime.testing.SocketClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.json.JSONArray;
import org.json.JSONObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class BadInputIT extends RealtimeTest {

  private static final List<String> EVENTS =
      List.of(
          "send_message",
          "join_conversation",
          "leave_conversation",
          "typing_start",
          "typing_stop",
          "mark_read",
          "mark_delivered",
          "refresh_token");

  private final String ann = user("ann");
  private final String bob = user("bob");
  private final Conversation conversation = conversationService.conversation(ann, bob);

  static Stream<Arguments> badPayloads() {
    List<Object> payloads =
        List.of(
            JSONObject.NULL,
            new JSONArray(),
            new JSONArray(List.of(Map.of("conversation_id", "x"))),
            7,
            "text",
            true,
            new JSONObject(),
            new JSONObject(Map.of("conversation_id", 7, "seq", "x", "token", 7)),
            new JSONObject(Map.of("conversation_id", new JSONObject(), "token", new JSONArray())),
            new JSONObject(Map.of("conversation_id", "not-an-id", "seq", -1, "token", "x")),
            new JSONObject(Map.of("conversation_id", "a\0b", "seq", 1.5, "token", "a\0b")),
            new JSONObject(Map.of("conversation_id", "x".repeat(100_000))));
    return EVENTS.stream()
        .flatMap(event -> payloads.stream().map(payload -> Arguments.of(event, payload)));
  }

  @Test
  void refusesEveryBadPayloadOfEveryEventAndLivesOn() {
    // Two, for one alone would ask for too much within a second.
    List<SocketClient> sockets = List.of(connect(ann), connect(bob));
    badPayloads()
        .forEach(arguments -> {
          String event = Objects.requireNonNull((String) arguments.get()[0]);
          SocketClient socket = sockets.get(EVENTS.indexOf(event) % sockets.size());
          JsonNode ack = socket.ask(event, Objects.requireNonNull(arguments.get()[1]));
          assertThat(ack.path("ok").booleanValue()).as("%s %s", event, arguments).isFalse();
          assertThat(ack.at("/error/code").stringValue())
              .as("%s %s", event, arguments)
              .isIn("validation_failed", "not_found", "unauthenticated");
          assertThat(ack.at("/error/message").stringValue()).isNotBlank();
          clock.advance(java.time.Duration.ofMillis(1));
        });

    assertThat(sockets)
        .allMatch(socket -> socket.send(conversation.id(), "alive").path("ok").booleanValue());
    assertThat(messageService.stored(conversation)).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "send_message",
        "join_conversation",
        "leave_conversation",
        "typing_start",
        "mark_read"
      })
  void refusesAnEventWithoutAPayload(String event) {
    assertThat(connect(ann).ask(event).at("/error/code").stringValue())
        .isEqualTo("validation_failed");
  }

  @Test
  void saysWhichFieldIsWrong() {
    SocketClient socket = connect(ann);

    JsonNode ack = socket.ask("mark_read", Map.of("conversation_id", conversation.id(), "seq", -1));

    assertThat(ack.at("/error/errors/0/field").stringValue()).isEqualTo("seq");
    assertThat(ack.at("/error/errors/0/code").stringValue()).isEqualTo("invalid");
    assertThat(
            socket
                .ask("mark_delivered", Map.of("conversation_id", conversation.id()))
                .at("/error/errors/0/code")
                .stringValue())
        .isEqualTo("required");
  }

  @ParameterizedTest
  @ValueSource(strings = {"no_such_event", "", "connected", "new_message", "__proto__"})
  void refusesUnknownEvents(String event) {
    SocketClient socket = connect(ann);

    assertThat(socket.ask(event, Map.of()).at("/error/code").stringValue())
        .isEqualTo("validation_failed");
    assertThat(socket.isConnected()).isTrue();
  }

  @Test
  void saysNothingToABadEventThatWantsNoAck() {
    SocketClient socket = connect(ann);

    socket.tell("no_such_event");
    socket.tell("send_message", 7);
    socket.send(conversation.id(), "alive");

    assertThat(socket.eventNames()).containsExactly("connected");
  }

  @Test
  void refusesBinary() {
    SocketClient socket = connect(ann);

    JsonNode ack = socket.ask("send_message", (Object) new byte[] {1, 2, 3});

    assertThat(ack.at("/error/code").stringValue()).isEqualTo("validation_failed");
    assertThat(socket.send(conversation.id(), "alive").path("ok").booleanValue()).isTrue();
  }

  @Test
  void refusesNulInAMessage() {
    JsonNode ack = connect(ann).send(conversation.id(), "a\0b");

    assertThat(ack.at("/error/code").stringValue()).isEqualTo("validation_failed");
    assertThat(messageService.stored(conversation)).isEmpty();
  }

  @Test
  void refusesWhatNoMessageCanBe() {
    SocketClient socket = connect(ann);
    Object deep = "x";
    for (int i = 0; i < 40; i++) {
      deep = Map.of("a", deep);
    }

    JsonNode tooDeep =
        socket.ask("send_message", Map.of("conversation_id", conversation.id(), "metadata", deep));
    JsonNode tooLarge = socket.send(conversation.id(), "x".repeat(600_000));

    assertThat(tooDeep.at("/error/code").stringValue()).isEqualTo("validation_failed");
    assertThat(tooLarge.at("/error/code").stringValue()).isEqualTo("too_large");
    assertThat(messageService.calls("/internal/sends")).isZero();
    assertThat(socket.send(conversation.id(), "alive").path("ok").booleanValue()).isTrue();
  }

  @Test
  void takesOneUsersEventsUpToALimit() {
    SocketClient socket = connect(ann);
    SocketClient phone = connect(ann);
    SocketClient other =
        connect(
            conversation.participants().stream()
                .filter(user -> !user.equals(ann))
                .findFirst()
                .orElseThrow());
    List<CompletableFuture<JsonNode>> acks = new ArrayList<>();
    for (int i = 0; i < 250; i++) {
      acks.add((i % 2 == 0 ? socket : phone).emit("leave_conversation", here()));
    }

    List<JsonNode> refused =
        acks.stream()
            .map(CompletableFuture::join)
            .filter(ack -> !ack.path("ok").booleanValue())
            .toList();

    assertThat(refused).isNotEmpty();
    refused.forEach(ack -> {
      assertThat(ack.at("/error/code").stringValue()).isEqualTo("rate_limited");
      assertThat(ack.at("/error/retry_after_ms").longValue()).isPositive();
    });
    assertThat(other.ask("leave_conversation", here()).path("ok").booleanValue()).isTrue();
    assertThat(socket.isConnected()).isTrue();
  }

  @Test
  void letsNamespacesLiveApart() {
    SocketClient root = connect(ann);
    SocketClient messaging = keep(client().token(Tokens.of(ann)).namespace("/messaging").connect());

    messaging.close();

    assertThat(root.send(conversation.id(), "alive").path("ok").booleanValue()).isTrue();
  }

  private Map<String, Object> here() {
    return Map.of("conversation_id", conversation.id());
  }
}
