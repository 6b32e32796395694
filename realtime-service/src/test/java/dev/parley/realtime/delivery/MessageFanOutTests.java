package dev.parley.realtime.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.realtime.session.Session;
import dev.parley.realtime.session.SessionRegistry;
import dev.parley.realtime.session.Sessions;
import dev.parley.realtime.testing.FakeConnection;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

class MessageFanOutTests {

  private static final String HERE = "a conversation";

  private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
  private final LocalConversations conversations = new LocalConversations(metrics);
  private final MessageFanOut fanOut = new MessageFanOut(conversations, new Origins(), metrics);
  private final SessionRegistry registry = Sessions.registry();

  /// Who connects while a message is held behind a gap listens to all that is passed on.
  @Test
  void givesNothingOfBeforeTheirJoiningToWhoMayNotReadIt() {
    Session ann = Sessions.enter(registry, "ann");
    ann.user().learn(HERE, 1, true);
    conversations.listen(HERE, ann.user(), 4L);
    fanOut.handOff(HERE, 4, 6, new byte[] {'1'}, "m4", ann);
    Session cem = Sessions.enter(registry, "cem");
    cem.user().learn(HERE, 2, true, 4, true);
    conversations.listen(HERE, cem.user(), 6L);

    fanOut.fromLog(HERE, Delivery.ofNew(5, 3, new byte[] {'0'}, "m3", null));
    fanOut.fromLog(HERE, Delivery.ofNew(7, 5, new byte[] {'2'}, "m5", null));

    assertThat(eventsOf(ann)).isEqualTo(3);
    assertThat(eventsOf(cem)).isEqualTo(1);
  }

  private static int eventsOf(Session session) {
    return ((FakeConnection) session.connection()).events().size();
  }
}
