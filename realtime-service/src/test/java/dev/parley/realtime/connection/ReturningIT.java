package dev.parley.realtime.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.parley.common.testing.Tokens;
import dev.parley.realtime.testing.RealtimeTest;
import dev.parley.realtime.testing.SocketClient;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.test.context.TestPropertySource;

/// Its own context, that waits less long for conversation-service and takes few sessions of a user.
@TestPropertySource(
    properties = {
      "parley.realtime.admission-patience=300ms",
      "parley.realtime.max-sessions-per-user=3",
      "parley.realtime.node-id=returning", // its clock stands still: it is not to speak for all
    })
class ReturningIT extends RealtimeTest {

  /// `unauthorized` would be final: a client that is told so asks its user to log in.
  @ParameterizedTest
  @ValueSource(strings = {"websocket", "polling"})
  void sendsNobodyAwayForGoodWhileConversationServiceIsDown(String transport) {
    conversationService.goDown();
    SocketClient socket =
        keep(client().token(Tokens.of(user("ann"))).transports(transport).reconnecting().open());

    await().atMost(SocketClient.PATIENCE).until(() -> socket.attempts() >= 3);
    assertThat(socket.eventNames()).isEmpty();
    conversationService.comeBack();

    socket.next("connected");
    assertThat(socket.refusals()).doesNotContain("unauthorized");
  }

  @Test
  void theSilentestSessionMakesRoomForOneTooMany() {
    String ann = user("ann");
    SocketClient first = connect(ann);
    clock.advance(Duration.ofSeconds(1));
    SocketClient second = keep(client().token(Tokens.of(ann)).reconnecting().connect());
    SocketClient third = connect(ann);
    clock.advance(Duration.ofSeconds(1));
    first.ask("leave_conversation", Map.of("conversation_id", UUID.randomUUID()));
    SocketClient other = connect(user("bob"));

    SocketClient fourth = connect(ann);

    second.awaitDisconnect();
    assertThat(second.next("session_revoked").path("reason").stringValue())
        .isEqualTo("too_many_sessions");
    await().atMost(SocketClient.PATIENCE).until(() -> connections(ann) == 3);
    assertThat(second.attempts()).isZero();
    for (SocketClient lasting : List.of(first, third, fourth, other)) {
      assertThat(lasting.isConnected()).isTrue();
    }
  }
}
