package dev.parley.realtime.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.parley.common.testing.Tokens;
import dev.parley.realtime.testing.RealtimeTest;
import dev.parley.realtime.testing.SocketClient;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class SessionEndIT extends RealtimeTest {

  private static final Duration LIFE = Duration.ofMinutes(5);

  private final String ann = user("ann");

  @ParameterizedTest
  @ValueSource(strings = {"websocket", "polling"})
  void endsWithItsToken(String transport) {
    SocketClient lasting = connect(ann);
    SocketClient socket = keep(client().token(shortLived()).transports(transport).connect());

    clock.advance(LIFE.plusSeconds(1));

    assertThat(socket.next("session_revoked").path("reason").stringValue())
        .isEqualTo("token_expired");
    socket.awaitDisconnect();
    assertThat(socket.all("session_revoked")).hasSize(1);
    assertThat(lasting.isConnected()).isTrue();
  }

  @Test
  void goesOnWithANewerTokenOfTheSameUser() {
    SocketClient socket = keep(client().token(shortLived()).connect());
    SocketClient other = keep(client().token(shortLived()).connect());

    JsonNode ack = socket.ask("refresh_token", Map.of("token", Tokens.of(ann)));
    clock.advance(LIFE.plusSeconds(1));

    assertThat(ack.path("ok").booleanValue()).isTrue();
    other.awaitDisconnect();
    assertThat(socket.isConnected()).isTrue();
    assertThat(socket.all("session_revoked")).isEmpty();
  }

  @Test
  void takesNoOtherToken() {
    SocketClient socket = keep(client().token(shortLived()).connect());

    for (String token :
        new String[] {
          Tokens.of(user("bob")),
          Tokens.user(ann).expiresAt(clock.instant().minusSeconds(1)).encode(),
          Tokens.user(ann).algorithm("none").encode(),
          "nonsense",
          ""
        }) {
      assertThat(
              socket.ask("refresh_token", Map.of("token", token)).at("/error/code").stringValue())
          .isEqualTo("unauthenticated");
    }
    clock.advance(LIFE.plusSeconds(1));

    socket.awaitDisconnect();
  }

  @Test
  void waitsForConversationServiceAtConnect() {
    conversationService.goDown();
    SocketClient socket = keep(client().token(Tokens.of(ann)).open());

    await().until(() -> conversationService.calls("/internal/memberships") >= 2);
    assertThat(socket.eventNames()).isEmpty();
    conversationService.comeBack();

    socket.next("connected");
  }

  private String shortLived() {
    return Tokens.user(ann).expiresAt(clock.instant().plus(LIFE)).encode();
  }
}
