package dev.parley.realtime.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.realtime.session.LocalUser;
import dev.parley.realtime.session.LocalUser.News;
import dev.parley.realtime.session.Session;
import dev.parley.realtime.session.SessionRegistry;
import dev.parley.realtime.session.Sessions;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Phaser;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class LocalConversationsTests {

  private static final String HERE = "a conversation";
  private static final int ROUNDS = 3_000;

  private final LocalConversations conversations =
      new LocalConversations(new SimpleMeterRegistry());
  private final SessionRegistry registry = Sessions.registry();

  @Test
  void forgetsAConversationWithItsLastListener() {
    Session ann = listener("ann");
    Session bob = listener("bob");

    conversations.ignore(HERE, ann.user());
    assertThat(conversations.contains(HERE)).isTrue();
    conversations.ignore(HERE, bob.user());
    assertThat(conversations.contains(HERE)).isFalse();
  }

  @Test
  void opensNothingForWhoHasLeftSince() {
    Session ann = Sessions.enter(registry, "ann");
    ann.user().learn(HERE, 5, false);

    assertThat(conversations.open(HERE, ann, 4, 2)).isFalse();
    assertThat(conversations.contains(HERE)).isFalse();
    assertThat(ann.open()).isEmpty();
    assertThat(conversations.open(HERE, ann, 6, 2)).isTrue();
  }

  @Test
  void opensNothingForASocketThatHasGone() {
    Session ann = listener("ann");
    ann.end();

    assertThat(conversations.open(HERE, ann, 1, 2)).isFalse();
    assertThat(ann.open()).isEmpty();
  }

  /// A removal that comes between the learning of a membership and the listening would else leave a
  /// listener whom nobody removes.
  @Test
  void neverListensForWhoHasBeenRemovedMeanwhile() throws Exception {
    race(
        ann -> {
          if (ann.user().learn(HERE, 1, true) == News.CHANGED) {
            conversations.listen(HERE, ann.user(), null);
          }
        },
        ann -> {
          if (ann.user().learn(HERE, 2, false) != News.STALE) {
            conversations.ignore(HERE, ann.user());
          }
        });
  }

  @Test
  void neverListensForWhoHasGoneMeanwhile() throws Exception {
    race(
        ann -> {
          if (ann.user().learn(HERE, 1, true) == News.CHANGED) {
            conversations.listen(HERE, ann.user(), null);
          }
        },
        this::end);
  }

  @Test
  void neverJoinsWhoHasGoneMeanwhile() throws Exception {
    race(
        ann -> {
          ann.user().learn(HERE, 1, true);
          Joining group = conversations.beginJoining(HERE, List.of(ann.user()), 0);
          if (group != null) {
            conversations.ifPresent(
                HERE,
                conversation -> {
                  conversation.joining().remove(group);
                  group.users().forEach(user -> conversation.listeners().put(user, 0L));
                  conversations.dropIfUnused(conversation);
                });
          }
        },
        this::end);
  }

  @Test
  void neverOpensForASocketThatGoesMeanwhile() throws Exception {
    race(ann -> conversations.open(HERE, ann, 1, 2), this::end);
  }

  private void end(Session session) {
    session.end();
    session.open().forEach(id -> conversations.close(id, session));
    if (registry.leave(session)) {
      LocalUser user = session.user();
      user.conversations().forEach(id -> conversations.ignore(id, user));
    }
  }

  private Session listener(String user) {
    Session session = Sessions.enter(registry, user);
    session.user().learn(HERE, 1, true);
    conversations.listen(HERE, session.user(), null);
    return session;
  }

  /// Does both at once, many times, and finds nothing left.
  private void race(Step one, Step other) throws Exception {
    Phaser start = new Phaser(2);
    try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
      for (int round = 0; round < ROUNDS; round++) {
        Session ann = Sessions.enter(registry, "ann");
        var first = threads.submit(() -> run(start, one, ann));
        var second = threads.submit(() -> run(start, other, ann));
        first.get(10, TimeUnit.SECONDS);
        second.get(10, TimeUnit.SECONDS);
        assertThat(conversations.contains(HERE)).as("left in round %d", round).isFalse();
        registry.leave(ann);
      }
    }
  }

  private static void run(Phaser start, Step step, Session session) {
    start.arriveAndAwaitAdvance();
    step.take(session);
  }

  @FunctionalInterface
  private interface Step {
    void take(Session session);
  }
}
