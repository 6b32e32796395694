package dev.parley.realtime.conversation;

import dev.parley.common.problem.UnavailableException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/// Joins what many sockets ask at about the same time into one call: one is under way at a time,
/// and what comes meanwhile goes with the next, as long as not too much does.
///
/// @param <Q> a question
/// @param <A> its answer
final class RequestBatcher<Q, A> {

  private record Waiting<Q, A>(Q question, CompletableFuture<A> answer) {}

  private final ConcurrentLinkedQueue<Waiting<Q, A>> queue = new ConcurrentLinkedQueue<>();
  private final AtomicInteger waiting = new AtomicInteger();
  private final AtomicBoolean underWay = new AtomicBoolean();
  private final Function<List<Q>, List<A>> call;
  private final int maxBatch;
  private final int maxWaiting;

  /// @param maxWaiting questions that have not been asked yet, beyond which one fails with
  ///   [UnavailableException]
  /// @param call blocks; answers every question, in order
  RequestBatcher(int maxBatch, int maxWaiting, Function<List<Q>, List<A>> call) {
    this.maxBatch = maxBatch;
    this.maxWaiting = maxWaiting;
    this.call = call;
  }

  CompletableFuture<A> ask(Q question) {
    if (waiting.incrementAndGet() > maxWaiting) {
      waiting.decrementAndGet();
      return CompletableFuture.failedFuture(new UnavailableException("The service asked"));
    }
    var asked = new Waiting<Q, A>(question, new CompletableFuture<>());
    queue.add(asked);
    startUnlessUnderWay();
    return asked.answer();
  }

  private void startUnlessUnderWay() {
    if (!queue.isEmpty() && underWay.compareAndSet(false, true)) {
      Thread.startVirtualThread(this::run);
    }
  }

  private void run() {
    try {
      List<Waiting<Q, A>> batch = new ArrayList<>();
      for (Waiting<Q, A> next = queue.poll(); next != null; next = queue.poll()) {
        batch.add(next);
        if (batch.size() == maxBatch || queue.isEmpty()) {
          settle(batch);
          batch.clear();
        }
      }
    } finally {
      underWay.set(false);
    }
    startUnlessUnderWay();
  }

  private void settle(List<Waiting<Q, A>> batch) {
    waiting.addAndGet(-batch.size());
    try {
      List<A> answers = call.apply(batch.stream().map(Waiting::question).toList());
      for (int i = 0; i < batch.size(); i++) {
        batch.get(i).answer().complete(answers.get(i));
      }
    } catch (RuntimeException | Error e) {
      batch.forEach(asked -> asked.answer().completeExceptionally(e));
    }
  }
}
