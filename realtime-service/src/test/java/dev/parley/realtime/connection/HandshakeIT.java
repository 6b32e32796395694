package dev.parley.realtime.connection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.common.testing.Tokens;
import dev.parley.realtime.testing.RealtimeTest;
import dev.parley.realtime.testing.SocketClient;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class HandshakeIT extends RealtimeTest {

  @ParameterizedTest
  @CsvSource({"websocket,/", "polling,/", "websocket,/messaging", "polling,/messaging"})
  void letsInAndSaysWhoIsConnected(String transport, String namespace) {
    String ann = user("ann");

    SocketClient socket =
        keep(client().token(Tokens.of(ann)).transports(transport).namespace(namespace).connect());

    JsonNode connected = socket.next("connected");
    assertThat(connected.path("user_id").stringValue()).isEqualTo(ann);
    assertThat(connected.path("session_id").stringValue()).isNotBlank();
    assertThat(connected.path("server_time").stringValue())
        .matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{6}Z");
    assertThat(socket.eventNames()).first().isEqualTo("connected");
    assertThat(socket.transport()).isEqualTo(transport);
  }

  @ParameterizedTest
  @ValueSource(strings = {"websocket", "polling"})
  void takesTheTokenOfTheAuthorizationHeader(String transport) {
    String ann = user("ann");

    SocketClient socket =
        keep(
            client()
                .token(null)
                .header("Authorization", Tokens.bearer(ann))
                .transports(transport)
                .connect());

    assertThat(socket.next("connected").path("user_id").stringValue()).isEqualTo(ann);
  }

  static Stream<String> badTokens() {
    String ann = user("ann");
    return Stream.of(
        "",
        "nonsense",
        "a\0b",
        Tokens.of(ann) + "x",
        Tokens.user(ann).expiresAt(java.time.Instant.EPOCH).encode(),
        Tokens.user(ann).algorithm("none").encode(),
        Tokens.user(ann).algorithm("HS512").encode(),
        Tokens.user(ann).signedWith("another-secret-of-32-bytes-or-more").encode(),
        Tokens.user(ann).claim("exp", null).encode(),
        Tokens.user(ann).claim("sub", null).encode(),
        Tokens.of("system"),
        Tokens.internal("realtime-service"));
  }

  @ParameterizedTest
  @MethodSource("badTokens")
  void refusesWhoHasNoGoodToken(String token) {
    SocketClient socket = keep(client().token(token).open());

    assertThat(socket.refusal()).isEqualTo("unauthorized");
    assertThat(socket.eventNames()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"websocket,/", "polling,/messaging"})
  void refusesWhoHasNoTokenAtAll(String transport, String namespace) {
    SocketClient socket =
        keep(client().token(null).transports(transport).namespace(namespace).open());

    assertThat(socket.refusal()).isEqualTo("unauthorized");
  }

  @Test
  void doesNothingForARefusedSocket() {
    String ann = user("ann");
    var conversation = conversationService.conversation(ann, user("bob"));
    SocketClient socket = keep(client().token("nonsense").open());
    socket.refusal();

    socket.tell("send_message", Map.of("conversation_id", conversation.id(), "content", "in"));
    socket.tell("join_conversation", Map.of("conversation_id", conversation.id()));
    connect(ann).send(conversation.id(), "after");

    assertThat(messageService.stored(conversation)).hasSize(1);
  }

  @Test
  void neverAsksForTheConversationsOfARefusedSocket() {
    keep(client().token("nonsense").open()).refusal();

    assertThat(conversationService.calls("/internal/memberships")).isZero();
  }

  @Test
  void upgradesFromPollingToWebSocket() {
    SocketClient socket = connect(user("ann"), "polling", "websocket");

    org.awaitility.Awaitility.await()
        .atMost(Duration.ofSeconds(10))
        .until(() -> socket.transport().equals("websocket"));
    assertThat(
            socket
                .ask("leave_conversation", Map.of("conversation_id", java.util.UUID.randomUUID()))
                .path("ok")
                .booleanValue())
        .isTrue();
  }
}
