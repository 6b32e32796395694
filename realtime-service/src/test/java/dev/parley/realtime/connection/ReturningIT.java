package dev.parley.realtime.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.parley.common.testing.Tokens;
import dev.parley.realtime.testing.RealtimeTest;
import dev.parley.realtime.testing.SocketClient;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.test.context.TestPropertySource;

/// Its own context, that waits less long for conversation-service.
@TestPropertySource(
    properties = {
      "parley.realtime.admission-patience=300ms",
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
}
