package dev.parley.realtime.delivery;

import static org.awaitility.Awaitility.await;
import static org.mockito.ArgumentMatchers.anyLong;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import dev.parley.common.problem.UnavailableException;
import dev.parley.realtime.session.Session;
import dev.parley.realtime.session.Sessions;
import dev.parley.realtime.testing.FakeConnection;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class CatchUpTests {

  private static final String HERE = "a conversation";

  private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
  private final LocalConversations conversations = new LocalConversations(metrics);
  private final MessageLog messages = mock(MessageLog.class);
  private final CatchUp catchUp =
      new CatchUp(
          conversations,
          new MessageFanOut(conversations, new Origins(), metrics),
          messages,
          new DeliveryProperties(Duration.ofSeconds(1), Duration.ofMillis(50)));

  /// Else it would hear what comes next, and never of what it has missed.
  @Test
  void sendsAwayWhoCannotBeGivenWhatWasSaidBefore() {
    when(messages.after(anyString(), anyLong()))
        .thenThrow(new UnavailableException("message-service"));
    Session cem = Sessions.of("cem");
    cem.user().learn(HERE, 1, true, 3, false);

    catchUp.join(HERE, List.of(cem.user()), 3);

    await().until(((FakeConnection) cem.connection())::isClosed);
  }
}
