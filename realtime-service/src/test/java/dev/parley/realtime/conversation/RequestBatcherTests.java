package dev.parley.realtime.conversation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.parley.common.problem.UnavailableException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class RequestBatcherTests {

  private final List<List<Integer>> calls = new CopyOnWriteArrayList<>();
  private volatile CountDownLatch release = new CountDownLatch(0);
  private final RequestBatcher<Integer, String> batcher = new RequestBatcher<>(3, 10, this::call);

  @Test
  void gathersWhatComesWhileACallIsUnderWay() {
    release = new CountDownLatch(1);
    List<CompletableFuture<String>> answers = new ArrayList<>();
    answers.add(batcher.ask(0));
    await().until(() -> calls.size() == 1);
    for (int i = 1; i <= 5; i++) {
      answers.add(batcher.ask(i));
    }
    assertThat(calls).containsExactly(List.of(0));
    release.countDown();

    for (int i = 0; i <= 5; i++) {
      assertThat(answers.get(i).join()).isEqualTo("a" + i);
    }
    assertThat(calls).containsExactly(List.of(0), List.of(1, 2, 3), List.of(4, 5));
  }

  @Test
  void refusesWhatIsMoreThanMayWait() {
    release = new CountDownLatch(1);
    batcher.ask(0);
    await().until(() -> calls.size() == 1);
    List<CompletableFuture<String>> waiting = new ArrayList<>();
    for (int i = 1; i <= 10; i++) {
      waiting.add(batcher.ask(i));
    }

    assertThatExceptionOfType(CompletionException.class)
        .isThrownBy(() -> batcher.ask(11).join())
        .withCauseInstanceOf(UnavailableException.class);
    release.countDown();

    assertThat(waiting).allSatisfy(answer -> assertThat(answer.join()).startsWith("a"));
    assertThat(batcher.ask(12).join()).isEqualTo("a12");
  }

  @Test
  void failsThoseOfAFailedCallOnly() {
    release = new CountDownLatch(1);
    CompletableFuture<String> first = batcher.ask(0);
    await().until(() -> calls.size() == 1);
    CompletableFuture<String> bad = batcher.ask(-1);
    CompletableFuture<String> beside = batcher.ask(1);
    CompletableFuture<String> third = batcher.ask(2);
    CompletableFuture<String> next = batcher.ask(3);
    release.countDown();

    assertThat(first.join()).isEqualTo("a0");
    assertThatExceptionOfType(CompletionException.class).isThrownBy(bad::join);
    assertThatExceptionOfType(CompletionException.class).isThrownBy(beside::join);
    assertThatExceptionOfType(CompletionException.class).isThrownBy(third::join);
    assertThat(next.join()).isEqualTo("a3");
  }

  @Test
  void failsThoseThatGotNoAnswer() {
    var mute = new RequestBatcher<Integer, String>(3, 10, questions -> List.of());

    assertThatExceptionOfType(CompletionException.class).isThrownBy(() -> mute.ask(1).join());
  }

  @Test
  void losesNoQuestionBetweenTwoCalls() throws InterruptedException {
    AtomicInteger answered = new AtomicInteger();
    List<Thread> askers = new ArrayList<>();
    for (int t = 0; t < 8; t++) {
      askers.add(
          Thread.startVirtualThread(() -> {
            for (int i = 0; i < 2_000; i++) {
              batcher.ask(i).join();
              answered.incrementAndGet();
            }
          }));
    }
    for (Thread asker : askers) {
      asker.join(java.time.Duration.ofSeconds(20));
    }

    assertThat(answered).hasValue(16_000);
  }

  private List<String> call(List<Integer> questions) {
    calls.add(List.copyOf(questions));
    try {
      release.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    if (questions.contains(-1)) {
      throw new IllegalArgumentException("bad");
    }
    return questions.stream().map(question -> "a" + question).toList();
  }
}
