package dev.parley.realtime.presence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyList;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import dev.parley.realtime.conversation.ConversationServiceClient;
import dev.parley.realtime.session.Session;
import dev.parley.realtime.session.SessionRegistry;
import dev.parley.realtime.session.Sessions;
import dev.parley.realtime.testing.FakeConnection;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WatchersTests {

  private static final String BOB = "bob";
  private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
  private static final PresenceProperties PROPERTIES =
      new PresenceProperties(
          Duration.ofMinutes(5),
          Duration.ofSeconds(5),
          Duration.ofSeconds(5),
          Duration.ofSeconds(15),
          Duration.ofSeconds(2),
          100,
          Duration.ofHours(1));

  private final PresenceBook book = new PresenceBook("here", PROPERTIES);
  private final SessionRegistry registry = Sessions.registry();
  private final ConversationServiceClient conversations = mock(ConversationServiceClient.class);
  private final Watchers watchers = new Watchers(book, registry, conversations);
  private final Session ann = Sessions.enter(registry, "ann");
  private final FakeConnection socket = (FakeConnection) ann.connection();

  @BeforeEach
  void bobMayBeSeen() {
    when(conversations.visible(any(), anyList())).thenReturn(Set.of(BOB));
  }

  @Test
  void tellsAClientThatWasTooSlowOnceItHasCaughtUp() {
    watchers.watch(ann, List.of(BOB));
    socket.queue(1_000_000);
    turn(PresenceStatus.ONLINE);
    turn(PresenceStatus.AWAY);
    watchers.tellOwed();
    assertThat(socket.events()).isEmpty();

    socket.queue(0);
    watchers.tellOwed();
    watchers.tellOwed();

    assertThat(told()).containsExactly("away");
  }

  @Test
  void owesNothingToWhoWatchesNoMore() {
    watchers.watch(ann, List.of(BOB));
    socket.queue(1_000_000);
    turn(PresenceStatus.ONLINE);
    watchers.unwatch(ann, List.of(BOB));
    socket.queue(0);

    watchers.tellOwed();

    assertThat(socket.events()).isEmpty();
  }

  /// Of two who tell of one user at the same time, the later one need not have turned him last.
  @Test
  void tellsHowOneIsAndNotHowOneWas() {
    watchers.watch(ann, List.of(BOB));
    List<Presence> first = book.change("there", Map.of(BOB, PresenceStatus.AWAY), NOW);
    List<Presence> second = book.change("there", Map.of(BOB, PresenceStatus.ONLINE), NOW);

    watchers.tell(second);
    watchers.tell(first);

    assertThat(told()).endsWith("online");
  }

  @Test
  void tellsAgainWhatAnOlderAnswerHasOverwritten() {
    List<Presence> answer = watchers.watch(ann, List.of(BOB));
    turn(PresenceStatus.ONLINE);
    // here the answer is sent
    watchers.confirm(ann, answer);
    assertThat(told()).containsExactly("online", "online");

    watchers.confirm(ann, watchers.watch(ann, List.of(BOB)));
    assertThat(told()).hasSize(2);
  }

  private void turn(PresenceStatus status) {
    watchers.tell(book.change("there", Map.of(BOB, status), NOW));
  }

  private List<String> told() {
    return socket.events().stream()
        .map(event -> event.toString().replaceAll(".*\"status\":\"(\\w+)\".*", "$1"))
        .toList();
  }
}
