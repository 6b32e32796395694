package dev.parley.realtime.socketio.engine;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.EventLoop;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/// One event loop's sessions: those with something to send, and all of them with their deadlines.
///
/// Whoever sends puts the packet into the session's queue and the session, once, into the loop's.
/// The loop then takes them in one task, however many they are: each session's packets in order and
/// one flush per session. A packet shared by many sessions is copied out of the heap once per
/// burst, and each channel gets a duplicate of that buffer.
final class EngineLoop {

  private static final int SESSIONS_PER_BURST = 1024;
  private static final int CACHED_FRAMES = 16;

  private final EventLoop executor;
  private final long tickNanos;
  private final Queue<EngineSession> waiting = new ConcurrentLinkedQueue<>();
  private final AtomicBoolean scheduled = new AtomicBoolean();
  private final Runnable drain = this::drain;
  private final List<Swept> swept = new ArrayList<>();
  private final @Nullable OutPacket[] cachedPackets = new OutPacket[CACHED_FRAMES];
  private final @Nullable ByteBuf[] cachedFrames = new ByteBuf[CACHED_FRAMES];
  private int cached;
  private long lastSweep = System.nanoTime();

  EngineLoop(EventLoop executor, long tickNanos) {
    this.executor = executor;
    this.tickNanos = tickNanos;
  }

  void start() {
    var unused =
        executor.scheduleAtFixedRate(this::sweep, tickNanos, tickNanos, TimeUnit.NANOSECONDS);
  }

  EventLoop executor() {
    return executor;
  }

  boolean isCurrent() {
    return executor.inEventLoop();
  }

  /// From any thread.
  void enqueue(EngineSession session) {
    waiting.add(session);
    schedule();
  }

  private void schedule() {
    if (scheduled.compareAndSet(false, true)) {
      try {
        executor.execute(drain);
      } catch (RejectedExecutionException shutDown) {
        waiting.clear();
      }
    }
  }

  private void drain() {
    scheduled.set(false);
    try {
      for (int n = 0; n < SESSIONS_PER_BURST; n++) {
        EngineSession session = waiting.poll();
        if (session == null) {
          return;
        }
        session.drain(this);
      }
    } finally {
      forgetFrames();
      if (!waiting.isEmpty()) {
        schedule();
      }
    }
  }

  /// The packet's frame, to be written once. Only within [EngineSession#drain].
  ByteBuf frame(OutPacket packet, ByteBufAllocator allocator) {
    if (!packet.shared()) {
      return packet.frame(allocator);
    }
    for (int i = 0; i < cached; i++) {
      ByteBuf frame = cachedFrames[i];
      if (cachedPackets[i] == packet && frame != null) {
        return frame.retainedDuplicate();
      }
    }
    ByteBuf frame = packet.frame(allocator);
    if (cached == CACHED_FRAMES) {
      forgetFrames();
    }
    cachedPackets[cached] = packet;
    cachedFrames[cached++] = frame;
    return frame.retainedDuplicate();
  }

  private void forgetFrames() {
    for (int i = 0; i < cached; i++) {
      ByteBuf frame = cachedFrames[i];
      if (frame != null) {
        frame.release();
      }
      cachedPackets[i] = null;
      cachedFrames[i] = null;
    }
    cached = 0;
  }

  /// On the loop.
  void watch(Swept item) {
    if (item.sweepIndex < 0) {
      item.sweepIndex = swept.size();
      swept.add(item);
    }
  }

  /// On the loop.
  void unwatch(Swept item) {
    int index = item.sweepIndex;
    if (index >= 0) {
      item.sweepIndex = -1;
      Swept last = swept.removeLast();
      if (last != item) {
        swept.set(index, last);
        last.sweepIndex = index;
      }
    }
  }

  private void sweep() {
    long now = System.nanoTime();
    boolean stalled = now - lastSweep > 3 * tickNanos + TimeUnit.MILLISECONDS.toNanos(100);
    lastSweep = now;
    if (stalled) {
      return; // a pause of ours: let what arrived during it be read before anybody is called silent
    }
    for (int i = swept.size() - 1; i >= 0; i--) {
      if (i < swept.size()) {
        swept.get(i).sweep(now);
      }
    }
  }
}
