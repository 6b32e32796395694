package dev.parley.message.lane;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// The items that wait for one lane: bounded in number and in size, so that a burst costs its
/// senders a refusal and not the service its memory. What it has taken in is given out or drained;
/// nothing comes in once it is closed.
final class WaitingLine<T, R> {

  /// @param size characters that it keeps in memory, roughly
  record Waiting<T, R>(T item, int size, CompletableFuture<R> result) {}

  private final int maxWaiting;
  private final long maxChars;
  private final int maxBatch;
  private final long maxBatchChars;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Deque<Waiting<T, R>> queue = new ArrayDeque<>();
  private long chars;
  private boolean open = true;

  WaitingLine(LaneLimits limits) {
    this.maxWaiting = Math.max(1, limits.maxWaiting() / limits.lanes());
    this.maxChars = limits.maxWaitingChars() / limits.lanes();
    this.maxBatch = limits.maxBatch();
    this.maxBatchChars = limits.maxBatchChars();
  }

  /// Takes it in, unless the line is full or closed.
  boolean offer(Waiting<T, R> waiting) {
    lock.lock();
    try {
      if (!open || queue.size() >= maxWaiting || chars + waiting.size() > maxChars) {
        return false;
      }
      queue.addLast(waiting);
      chars += waiting.size();
      changed.signal();
      return true;
    } finally {
      lock.unlock();
    }
  }

  /// Waits for the next batch: whatever is there, up to the limits, and one item at least.
  ///
  /// @param batch is filled
  /// @return false when the line is closed and empty
  boolean take(List<Waiting<T, R>> batch) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (queue.isEmpty()) {
        if (!open) {
          return false;
        }
        changed.await();
      }
      long batchChars = 0;
      @Nullable Waiting<T, R> next = queue.peekFirst();
      while (next != null && batch.size() < maxBatch) {
        if (!batch.isEmpty() && batchChars + next.size() > maxBatchChars) {
          break;
        }
        batch.add(queue.removeFirst());
        batchChars += next.size();
        next = queue.peekFirst();
      }
      chars -= batchChars;
      return true;
    } finally {
      lock.unlock();
    }
  }

  void open() {
    lock.lock();
    try {
      open = true;
    } finally {
      lock.unlock();
    }
  }

  void close() {
    lock.lock();
    try {
      open = false;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /// Takes out all that still waits.
  List<Waiting<T, R>> drain() {
    lock.lock();
    try {
      List<Waiting<T, R>> left = new ArrayList<>(queue);
      queue.clear();
      chars = 0;
      return left;
    } finally {
      lock.unlock();
    }
  }

  int size() {
    lock.lock();
    try {
      return queue.size();
    } finally {
      lock.unlock();
    }
  }
}
