package dev.parley.gateway.socket;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.netty.channel.Channel;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.context.SmartLifecycle;

/// The open tunnels. They end first when the gateway stops, so that its clients go to another node
/// while this one still answers what it has begun.
@SuppressWarnings("FutureReturnValueIgnored") // of a listener
final class Tunnels implements SmartLifecycle {

  private final ChannelGroup clients = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE, true);
  private final AtomicInteger begun = new AtomicInteger();
  private final int max;
  private volatile boolean running;

  Tunnels(int max, MeterRegistry registry) {
    this.max = max;
    Gauge.builder("parley.gateway.sockets", clients, ChannelGroup::size).register(registry);
  }

  /// Whether there is room for another one; it is taken until the client's connection ends.
  boolean admits(Channel client) {
    if (begun.incrementAndGet() > max) {
      begun.decrementAndGet();
      return false;
    }
    client.closeFuture().addListener(_ -> begun.decrementAndGet());
    return true;
  }

  void add(Channel client) {
    clients.add(client);
  }

  boolean isClosing() {
    return !running;
  }

  @Override
  public void start() {
    running = true;
  }

  @Override
  public void stop() {
    running = false;
    clients.close().awaitUninterruptibly();
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  @Override
  public int getPhase() {
    return Integer.MAX_VALUE;
  }
}
