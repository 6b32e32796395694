package dev.parley.realtime.connection;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.mockito.Mockito.mock;

import dev.parley.realtime.conversation.ConversationServiceClient;
import dev.parley.realtime.delivery.LocalConversations;
import dev.parley.realtime.session.Ack;
import dev.parley.realtime.session.Payload;
import dev.parley.realtime.session.RateLimitedException;
import dev.parley.realtime.session.Session;
import dev.parley.realtime.session.Sessions;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class JoinConversationHandlerTests {

  private final Session session = Sessions.of("ann");
  private final Ack ack = new Ack(session.connection(), null);
  private final JoinConversationHandler handler =
      new JoinConversationHandler(
          mock(ConversationServiceClient.class), mock(LocalConversations.class));

  @Test
  void remembersNothingOfAJoinThatIsRefusedForTooManyBeforeIt() {
    CountDownLatch over = new CountDownLatch(1);
    try {
      assertThatExceptionOfType(RateLimitedException.class)
          .isThrownBy(() -> {
            while (true) {
              session.inTurn(ack, () -> await(over));
            }
          });

      assertThatExceptionOfType(RateLimitedException.class)
          .isThrownBy(() -> handler.handle(session, join(), ack));
      assertThat(session.opening()).isEmpty();
    } finally {
      over.countDown();
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static Payload join() {
    String json = "{\"conversation_id\":\"%s\"}".formatted(UUID.randomUUID());
    return new Payload(json.getBytes(UTF_8));
  }
}
