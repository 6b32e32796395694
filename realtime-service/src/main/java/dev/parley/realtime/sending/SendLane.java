package dev.parley.realtime.sending;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/// Sends on their way to message-service, one batch at a time: alone, a send goes at once; while a
/// batch is under way, the next ones gather behind it.
final class SendLane {

  private static final long IDLE_MS = 250;

  private final BlockingQueue<Waiting> queue = new LinkedBlockingQueue<>();
  private final AtomicLong waiting = new AtomicLong();
  private final AtomicLong waitingBytes = new AtomicLong();
  private final SendDispatch dispatch;
  private final SendingProperties properties;
  private final Thread thread;
  private volatile boolean open = true;

  /// @param dispatch has each batch stored and answers its sends; it blocks
  SendLane(String name, SendDispatch dispatch, SendingProperties properties) {
    this.dispatch = dispatch;
    this.properties = properties;
    this.thread = Thread.ofPlatform().name(name).daemon().unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  /// @return false when too much waits already, or the lane is closed
  boolean offer(Waiting send) {
    long count = waiting.incrementAndGet();
    long bytes = waitingBytes.addAndGet(send.size());
    boolean full = count > properties.maxWaiting() || bytes > properties.maxWaitingSize().toBytes();
    if (!open || full) {
      settled(1, send.size());
      return false;
    }
    return queue.add(send);
  }

  /// Sends that have not been answered, those under way counted.
  long waiting() {
    return waiting.get();
  }

  /// Takes no more; what waits is still sent.
  void close() {
    open = false;
  }

  boolean awaitEnd(long nanoseconds) throws InterruptedException {
    return thread.join(Duration.ofNanos(Math.max(nanoseconds, 0)));
  }

  private void run() {
    List<Waiting> batch = new ArrayList<>(properties.maxBatch());
    boolean busy = false;
    while (open || waiting.get() > 0) {
      try {
        long bytes = gather(batch, busy);
        busy = batch.size() >= properties.busyFrom();
        settle(batch, bytes);
      } catch (InterruptedException e) {
        return;
      } finally {
        batch.clear();
      }
    }
  }

  private void settle(List<Waiting> batch, long bytes) throws InterruptedException {
    int count = batch.size();
    try {
      if (count > 0) {
        dispatch.settle(batch);
      }
    } finally {
      settled(count, bytes);
    }
  }

  private long gather(List<Waiting> batch, boolean busy) throws InterruptedException {
    long bytes = 0;
    Waiting next = queue.poll(IDLE_MS, TimeUnit.MILLISECONDS);
    if (busy && next != null) {
      // Under load a batch that waits a moment is worth several that don't.
      Thread.sleep(properties.gather());
    }
    while (next != null) {
      batch.add(next);
      bytes += next.size();
      boolean full =
          batch.size() == properties.maxBatch() || bytes >= properties.maxBatchSize().toBytes();
      next = full ? null : queue.poll();
    }
    return bytes;
  }

  private void settled(int count, long bytes) {
    waiting.addAndGet(-count);
    waitingBytes.addAndGet(-bytes);
  }
}
