package dev.parley.gateway.socket;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.netty.channel.Channel;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.util.concurrent.GlobalEventExecutor;
import org.springframework.context.SmartLifecycle;

/// The open tunnels. They end first when the gateway stops, so that its clients go to another node
/// while this one still answers what it has begun.
final class Tunnels implements SmartLifecycle {

  private final ChannelGroup clients = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE, true);
  private volatile boolean running;

  Tunnels(MeterRegistry registry) {
    Gauge.builder("parley.gateway.sockets", clients, ChannelGroup::size).register(registry);
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
