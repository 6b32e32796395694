package dev.parley.message.sending;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.anyList;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import dev.parley.common.event.MessageType;
import dev.parley.common.id.ConversationId;
import dev.parley.common.id.MessageId;
import dev.parley.common.id.UserId;
import dev.parley.common.problem.ProblemType;
import dev.parley.message.history.MessageDetails;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.DuplicateKeyException;

class AppendLanesTests {

  private static final ConversationId CONVERSATION = new ConversationId(UUID.randomUUID());

  private final Semaphore mayAppend = new Semaphore(0);
  private final List<List<String>> batches = new CopyOnWriteArrayList<>();
  private AppendLanes lanes = lanes(256, 1_000_000, 1_000);

  @AfterEach
  void stop() {
    mayAppend.release(1_000);
    lanes.stop();
  }

  @Test
  void gathersWhatComesWhileABatchIsUnderWay() {
    lanes.start();
    CompletableFuture<SendResult> first = submitAndAwaitUnderWay("first");
    List<CompletableFuture<SendResult>> rest = submit("a", "b", "c");
    mayAppend.release(2);

    assertThat(rest).allSatisfy(r -> assertThat(await(r)).isInstanceOf(SendResult.Sent.class));
    assertThat(await(first)).isInstanceOf(SendResult.Sent.class);
    assertThat(batches).containsExactly(List.of("first"), List.of("a", "b", "c"));
  }

  @Test
  void keepsBatchesWithinTheirBounds() {
    lanes = lanes(3, 1_000_000, 1_000);
    lanes.start();
    submitAndAwaitUnderWay("first");
    submit("a", "b", "c", "d");
    mayAppend.release(10);
    Awaitility.await().until(() -> batches.size() == 3);
    assertThat(batches.subList(1, 3)).containsExactly(List.of("a", "b", "c"), List.of("d"));

    lanes.stop();
    batches.clear();
    mayAppend.drainPermits();
    lanes = lanes(256, 2_000, 1_000);
    lanes.start();
    submitAndAwaitUnderWay("first");
    String large = "x".repeat(3_000);
    String half = "y".repeat(700);
    submit(half, half, half, large);
    mayAppend.release(10);
    Awaitility.await().until(() -> batches.size() == 4);
    assertThat(batches.subList(1, 4))
        .containsExactly(List.of(half, half), List.of(half), List.of(large));
  }

  @Test
  void refusesAtOnceWhatFindsNoRoom() {
    lanes = lanes(256, 1_000_000, 2);
    lanes.start();
    submitAndAwaitUnderWay("first");
    List<CompletableFuture<SendResult>> waiting = submit("a", "b");

    CompletableFuture<SendResult> refused = submit("c").getFirst();

    assertThat(refused).isDone();
    assertUnavailable(refused);
    mayAppend.release(10);
    assertThat(waiting).allSatisfy(r -> assertThat(await(r)).isInstanceOf(SendResult.Sent.class));
  }

  @Test
  void stoppingWorksOffWhatWaitsAndTakesNothingMore() throws Exception {
    lanes.start();
    CompletableFuture<SendResult> first = submitAndAwaitUnderWay("first");
    List<CompletableFuture<SendResult>> waiting = submit("a", "b");
    Thread stopping = Thread.ofVirtual().start(lanes::stop);
    Awaitility.await().until(() -> submit("late").getFirst().isDone());

    assertUnavailable(submit("later").getFirst());
    assertThat(first).isNotDone();
    mayAppend.release(10);
    assertThat(stopping.join(Duration.ofSeconds(10))).isTrue();
    assertThat(await(first)).isInstanceOf(SendResult.Sent.class);
    assertThat(waiting).allSatisfy(r -> assertThat(r).isDone());
    assertThat(await(waiting.getLast())).isInstanceOf(SendResult.Sent.class);
  }

  @Test
  void everySubmissionThatRacesWithTheStopIsAnswered() throws Exception {
    for (int round = 0; round < 50; round++) {
      lanes = lanes(8, 1_000_000, 10_000);
      mayAppend.release(100_000);
      lanes.start();
      List<CompletableFuture<SendResult>> results = new CopyOnWriteArrayList<>();
      List<Thread> senders =
          IntStream.range(0, 4)
              .mapToObj(_ ->
                  Thread.ofPlatform()
                      .start(() -> {
                        for (int i = 0; i < 200; i++) {
                          results.addAll(submit("x"));
                        }
                      }))
              .toList();
      lanes.stop();
      for (Thread sender : senders) {
        sender.join();
      }
      assertThat(results).hasSize(800).allSatisfy(r -> assertThat(r).isDone());
    }
  }

  @Test
  void aMessageThatCannotBeStoredLeavesItsBatchAlone() {
    lanes.start();
    submitAndAwaitUnderWay("first");
    List<CompletableFuture<SendResult>> results = submit("a", "integrity", "b");
    mayAppend.release(10);

    assertThat(await(results.get(0))).isInstanceOf(SendResult.Sent.class);
    assertThat(await(results.get(1)))
        .isInstanceOfSatisfying(
            SendResult.Refused.class,
            refused -> assertThat(refused.reason().type()).isEqualTo(ProblemType.INTERNAL));
    assertThat(await(results.get(2))).isInstanceOf(SendResult.Sent.class);
  }

  @Test
  void aDatabaseThatIsAwayIsAskedOnceForABatch() {
    lanes.start();
    submitAndAwaitUnderWay("first");
    List<CompletableFuture<SendResult>> results = submit("a", "away", "b");
    mayAppend.release(10);

    assertThat(results).allSatisfy(AppendLanesTests::assertUnavailable);
    assertThat(batches).hasSize(2);
  }

  @Test
  void anErrorIsAnsweredAndTheLaneLivesOn() {
    lanes.start();
    mayAppend.release(10);
    assertUnavailable(submit("error").getFirst());
    assertThat(await(submit("next").getFirst())).isInstanceOf(SendResult.Sent.class);
  }

  private List<SendResult> append(List<NewMessage> batch) {
    List<String> texts = batch.stream().map(m -> String.valueOf(m.content())).toList();
    batches.add(texts);
    mayAppend.acquireUninterruptibly();
    if (texts.contains("integrity")) {
      throw new DuplicateKeyException("injected");
    }
    if (texts.contains("away")) {
      throw new DataAccessResourceFailureException("injected");
    }
    if (texts.contains("error")) {
      throw new OutOfMemoryError("injected");
    }
    List<SendResult> results = new ArrayList<>();
    for (NewMessage message : batch) {
      results.add(new SendResult.Sent(message.at(1, 1, Instant.EPOCH), new byte[0]));
    }
    return results;
  }

  private CompletableFuture<SendResult> submitAndAwaitUnderWay(String text) {
    CompletableFuture<SendResult> result = submit(text).getFirst();
    Awaitility.await().pollInterval(Duration.ofMillis(5)).until(() -> !batches.isEmpty());
    return result;
  }

  private List<CompletableFuture<SendResult>> submit(String... texts) {
    return List.of(texts).stream().map(text -> lanes.submit(message(text))).toList();
  }

  private AppendLanes lanes(int maxBatch, int maxBatchChars, int maxWaiting) {
    MessageAppender appender = mock(MessageAppender.class);
    when(appender.append(anyList()))
        .thenAnswer(call -> append(call.<List<NewMessage>>getArgument(0)));
    return new AppendLanes(
        appender,
        new SendingProperties(
            1,
            maxBatch,
            maxBatchChars,
            maxWaiting,
            50_000_000,
            Duration.ofSeconds(2),
            Duration.ofSeconds(5),
            Duration.ofSeconds(4)));
  }

  private static void assertUnavailable(CompletableFuture<SendResult> result) {
    assertThat(await(result))
        .isInstanceOfSatisfying(
            SendResult.Refused.class,
            refused -> assertThat(refused.reason().type()).isEqualTo(ProblemType.UNAVAILABLE));
  }

  private static SendResult await(CompletableFuture<SendResult> result) {
    return result.orTimeout(10, TimeUnit.SECONDS).join();
  }

  private static NewMessage message(String text) {
    return new NewMessage(
        CONVERSATION,
        new MessageId(UUID.randomUUID()),
        MessageType.TEXT,
        new UserId("anna"),
        null,
        text,
        MessageDetails.NONE,
        false,
        null);
  }
}
