package dev.parley.realtime.conversation;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;

/// Joins what many sockets ask at about the same time into one call: one is under way at a time,
/// and what comes meanwhile goes with the next.
///
/// @param <Q> a question
/// @param <A> its answer
final class RequestBatcher<Q, A> {

  private record Waiting<Q, A>(Q question, CompletableFuture<A> answer) {}

  private final ConcurrentLinkedQueue<Waiting<Q, A>> queue = new ConcurrentLinkedQueue<>();
  private final AtomicBoolean underWay = new AtomicBoolean();
  private final Function<List<Q>, List<A>> call;
  private final int maxBatch;

  /// @param call blocks; answers every question, in order
  RequestBatcher(int maxBatch, Function<List<Q>, List<A>> call) {
    this.maxBatch = maxBatch;
    this.call = call;
  }

  CompletableFuture<A> ask(Q question) {
    var waiting = new Waiting<Q, A>(question, new CompletableFuture<>());
    queue.add(waiting);
    startUnlessUnderWay();
    return waiting.answer();
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
    try {
      List<A> answers = call.apply(batch.stream().map(Waiting::question).toList());
      for (int i = 0; i < batch.size(); i++) {
        batch.get(i).answer().complete(answers.get(i));
      }
    } catch (RuntimeException | Error e) {
      batch.forEach(waiting -> waiting.answer().completeExceptionally(e));
    }
  }
}
