package dev.parley.realtime.presence;

import static dev.parley.realtime.presence.PresenceStatus.AWAY;
import static dev.parley.realtime.presence.PresenceStatus.OFFLINE;
import static dev.parley.realtime.presence.PresenceStatus.ONLINE;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

class PresenceBookTests {

  private static final PresenceProperties PROPERTIES =
      new PresenceProperties(
          Duration.ofMinutes(5),
          Duration.ofSeconds(5),
          Duration.ofSeconds(5),
          Duration.ofSeconds(15),
          Duration.ofSeconds(2),
          3,
          Duration.ofHours(24));
  private static final Instant START = Instant.parse("2026-11-21T10:00:00Z");

  private final PresenceBook book = new PresenceBook("b", PROPERTIES);
  private Instant now = START;

  @Test
  void comesAtOnceAndGoesAfterAGrace() {
    assertThat(change("b", "ann", ONLINE)).containsExactly(new Presence("ann", ONLINE, null));
    assertThat(change("b", "ann", OFFLINE)).isEmpty();
    assertThat(book.of("ann").status()).isEqualTo(ONLINE);
    Instant gone = now;

    assertThat(after(4)).isEmpty();
    assertThat(after(1)).containsExactly(new Presence("ann", OFFLINE, gone));
    assertThat(book.of("ann").lastSeenAt()).isEqualTo(gone);
    assertThat(after(60)).isEmpty();
  }

  @Test
  void isNotGoneWhoComesBackInTime() {
    change("b", "ann", ONLINE);
    change("b", "ann", OFFLINE);
    after(4);

    assertThat(change("c", "ann", ONLINE)).isEmpty();
    book.beat("c", now);
    assertThat(after(10)).isEmpty();
    assertThat(book.of("ann")).isEqualTo(new Presence("ann", ONLINE, null));
  }

  @Test
  void isWhatTheLiveliestOfAllDevicesIs() {
    change("b", "ann", AWAY);
    assertThat(book.of("ann").status()).isEqualTo(AWAY);
    assertThat(change("c", "ann", ONLINE)).containsExactly(new Presence("ann", ONLINE, null));
    assertThat(change("b", "ann", OFFLINE)).isEmpty();
    assertThat(change("c", "ann", AWAY)).containsExactly(new Presence("ann", AWAY, null));
    assertThat(change("b", "ann", ONLINE)).containsExactly(new Presence("ann", ONLINE, null));
  }

  @Test
  void takesTheUsersOfANodeThatGivesNoSignWithIt() {
    change("c", "ann", ONLINE);
    change("c", "bob", ONLINE);
    change("b", "bob", ONLINE);
    now = now.plusSeconds(10);
    book.beat("c", now);

    assertThat(after(14)).isEmpty();
    assertThat(after(1)).isEmpty();
    assertThat(after(5)).extracting(Presence::userId).containsExactly("ann");
    assertThat(book.of("bob").status()).isEqualTo(ONLINE);
    assertThat(book.knows("c")).isFalse();
    assertThat(after(10_000)).isEmpty();
  }

  @Test
  void believesAWholeStateAndAGoodbye() {
    change("c", "ann", ONLINE);
    change("c", "bob", ONLINE);

    assertThat(book.replace("c", Map.of("bob", AWAY, "cem", ONLINE), now))
        .extracting(Presence::userId)
        .containsExactlyInAnyOrder("bob", "cem");
    assertThat(after(5)).extracting(Presence::userId).containsExactly("ann");
    book.remove("c", now);
    assertThat(after(5)).extracting(Presence::userId).containsExactlyInAnyOrder("bob", "cem");
  }

  @Test
  void tellsTheWorldByTheFirstNodeOnly() {
    change("b", "ann", ONLINE);
    assertThat(book.untold()).hasSize(1);
    book.beat("a", now);
    assertThat(book.untold()).isEmpty();

    book.told("ann", ONLINE, null);
    change("b", "bob", ONLINE);
    after(15);

    assertThat(book.nodes()).containsExactly("b");
    assertThat(book.untold()).containsExactly(new Presence("bob", ONLINE, null));
  }

  /// All nodes have died and come back: somebody has to say that the users are gone.
  @Test
  void tellsOfThoseWhoWentWhileNobodyLooked() {
    book.told("ann", ONLINE, null);
    book.told("bob", OFFLINE, START.minusSeconds(60));

    assertThat(book.untold()).extracting(Presence::userId).containsExactly("ann");
    assertThat(book.of("bob")).isEqualTo(new Presence("bob", OFFLINE, START.minusSeconds(60)));
    book.told("ann", OFFLINE, START);
    assertThat(book.untold()).isEmpty();
  }

  @Test
  void remembersALimitedNumberOfThoseWhoAreGone() {
    for (int i = 0; i < 10; i++) {
      book.told("u" + i, OFFLINE, START.plusSeconds(i));
    }

    assertThat(book.size()).isEqualTo(3);
    assertThat(book.of("u9").lastSeenAt()).isNotNull();
    assertThat(book.of("u0").lastSeenAt()).isNull();
  }

  /// Whatever nodes say and time does, each user turns from one status to another, and in the end
  /// all is as the nodes said last.
  @RepeatedTest(100)
  void neverTurnsToWhatOneIsAlready() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    List<Presence> turns = new ArrayList<>();
    for (int step = 0; step < 200; step++) {
      String node = List.of("a", "b", "c").get(random.nextInt(3));
      String user = "u" + random.nextInt(4);
      switch (random.nextInt(6)) {
        case 0 -> turns.addAll(after(random.nextInt(8)));
        case 1 -> turns.addAll(node.equals("b") ? List.of() : book.remove(node, now));
        case 2 -> book.beat(node, now);
        default -> turns.addAll(change(node, user, PresenceStatus.values()[random.nextInt(3)]));
      }
    }
    turns.addAll(after(20));
    turns.addAll(after(20));

    for (int i = 0; i < 4; i++) {
      String user = "u" + i;
      List<PresenceStatus> of =
          turns.stream().filter(t -> t.userId().equals(user)).map(Presence::status).toList();
      for (int turn = 1; turn < of.size(); turn++) {
        assertThat(of.get(turn)).as("seed %d", seed).isNotEqualTo(of.get(turn - 1));
      }
      PresenceStatus own = book.own().getOrDefault(user, OFFLINE);
      assertThat(book.of(user).status()).as("seed %d", seed).isEqualTo(own);
    }
  }

  private List<Presence> change(String node, String user, PresenceStatus status) {
    return book.change(node, Map.of(user, status), now);
  }

  private List<Presence> after(int seconds) {
    now = now.plusSeconds(seconds);
    return book.sweep(now);
  }
}
