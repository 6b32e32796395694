package dev.parley.message.sending;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// The messages that wait for one lane: bounded in number and in size, so that a burst costs its
/// senders a refusal and not the service its memory. What it has taken in is given out or drained;
/// nothing comes in once it is closed.
final class WaitingLine {

  record Waiting(NewMessage message, CompletableFuture<SendResult> result) {}

  private final int maxWaiting;
  private final long maxChars;
  private final int maxBatch;
  private final long maxBatchChars;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Deque<Waiting> queue = new ArrayDeque<>();
  private long chars;
  private boolean open = true;

  WaitingLine(SendingProperties properties) {
    this.maxWaiting = Math.max(1, properties.maxWaiting() / properties.lanes());
    this.maxChars = properties.maxWaitingChars() / properties.lanes();
    this.maxBatch = properties.maxBatch();
    this.maxBatchChars = properties.maxBatchChars();
  }

  /// Takes it in, unless the line is full or closed.
  boolean offer(Waiting waiting) {
    int size = waiting.message().size();
    lock.lock();
    try {
      if (!open || queue.size() >= maxWaiting || chars + size > maxChars) {
        return false;
      }
      queue.addLast(waiting);
      chars += size;
      changed.signal();
      return true;
    } finally {
      lock.unlock();
    }
  }

  /// Waits for the next batch: whatever is there, up to the limits, and one message at least.
  ///
  /// @param batch is filled
  /// @return false when the line is closed and empty
  boolean take(List<Waiting> batch) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (queue.isEmpty()) {
        if (!open) {
          return false;
        }
        changed.await();
      }
      long batchChars = 0;
      @Nullable Waiting next = queue.peekFirst();
      while (next != null && batch.size() < maxBatch) {
        int size = next.message().size();
        if (!batch.isEmpty() && batchChars + size > maxBatchChars) {
          break;
        }
        batch.add(queue.removeFirst());
        batchChars += size;
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
  List<Waiting> drain() {
    lock.lock();
    try {
      List<Waiting> left = new ArrayList<>(queue);
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
