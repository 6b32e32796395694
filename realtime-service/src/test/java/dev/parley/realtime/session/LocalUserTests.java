package dev.parley.realtime.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.common.id.UserId;
import dev.parley.realtime.session.LocalUser.News;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class LocalUserTests {

  private static final String HERE = "a conversation";

  private final LocalUser user = new LocalUser(new UserId("ann"));

  @Test
  void believesTheHigherVersionWhicheverComesFirst() {
    assertThat(user.learn(HERE, 5, false)).isEqualTo(News.SAME);
    assertThat(user.learn(HERE, 4, true)).isEqualTo(News.STALE);
    assertThat(user.takesPartIn(HERE)).isFalse();

    assertThat(user.learn(HERE, 6, true)).isEqualTo(News.CHANGED);
    assertThat(user.takesPartIn(HERE)).isTrue();
    assertThat(user.learn(HERE, 6, false)).isEqualTo(News.STALE);
    assertThat(user.learn(HERE, 9, true)).isEqualTo(News.SAME);
    assertThat(user.learn(HERE, 8, false)).isEqualTo(News.STALE);
    assertThat(user.conversations()).containsExactly(HERE);

    assertThat(user.learn(HERE, 10, false)).isEqualTo(News.CHANGED);
    assertThat(user.conversations()).isEmpty();
  }

  @Test
  void mayTakePartInWhatItHasNotLeftSince() {
    assertThat(user.mayTakePartIn(HERE, 1)).isTrue();
    user.learn(HERE, 5, false);
    assertThat(user.mayTakePartIn(HERE, 4)).isFalse();
    assertThat(user.mayTakePartIn(HERE, 5)).isFalse();
    assertThat(user.mayTakePartIn(HERE, 6)).isTrue();
    user.learn(HERE, 7, true);
    assertThat(user.mayTakePartIn(HERE, 1)).isTrue();
  }

  @Test
  void loadsOnceUntilItFails() {
    AtomicInteger loads = new AtomicInteger();
    CompletableFuture<Void> first = new CompletableFuture<>();

    assertThat(user.loaded(() -> count(loads, first))).isSameAs(first);
    assertThat(user.loaded(() -> count(loads, first))).isSameAs(first);
    first.completeExceptionally(new IllegalStateException());
    CompletableFuture<Void> second = CompletableFuture.completedFuture(null);
    assertThat(user.loaded(() -> count(loads, second))).isSameAs(second);
    assertThat(user.loaded(() -> count(loads, first))).isSameAs(second);
    assertThat(loads).hasValue(2);
  }

  private static CompletableFuture<Void> count(
      AtomicInteger loads, CompletableFuture<Void> result) {
    loads.incrementAndGet();
    return result;
  }
}
