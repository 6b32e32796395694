package dev.parley.realtime.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TurnsTests {

  private final Turns turns = new Turns();
  private final List<Integer> done = new CopyOnWriteArrayList<>();
  private final CountDownLatch release = new CountDownLatch(1);

  private void take(int number) {
    turns.take(() -> {
      awaitRelease();
      done.add(number);
    });
  }

  private void awaitRelease() {
    try {
      release.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void takesOneAtATimeInTheirOrderAndNotMoreThanMayWait() {
    for (int i = 0; i <= Turns.MAX_WAITING; i++) {
      take(i);
    }
    assertThatExceptionOfType(RateLimitedException.class).isThrownBy(() -> take(-1));
    assertThat(done).isEmpty();
    release.countDown();

    await().until(() -> done.size() == Turns.MAX_WAITING + 1);
    assertThat(done)
        .containsExactlyElementsOf(IntStream.rangeClosed(0, Turns.MAX_WAITING).boxed().toList());
    take(1000);
    await().until(() -> done.contains(1000));
  }
}
