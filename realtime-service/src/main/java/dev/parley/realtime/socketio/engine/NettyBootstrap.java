package dev.parley.realtime.socketio.engine;

import com.corundumstudio.socketio.AckCallback;
import com.corundumstudio.socketio.Configuration;
import com.corundumstudio.socketio.SocketConfig;
import com.corundumstudio.socketio.SocketIOServer;
import com.corundumstudio.socketio.protocol.AckArgs;
import com.corundumstudio.socketio.protocol.JsonSupport;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBufInputStream;
import io.netty.buffer.ByteBufOutputStream;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.util.ResourceLeakDetector;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// netty-socketio's server: its event loops (epoll where there is one), listening socket and
/// options. What it serves is up to the pipeline.
final class NettyBootstrap extends SocketIOServer {

  private static final long STOP_SECONDS = 5;

  private @Nullable EventLoopGroup acceptors;
  private @Nullable EventLoopGroup workers;
  private @Nullable Channel listening;

  private NettyBootstrap(EngineSettings settings) {
    super(configuration(settings));
  }

  /// With `server`'s pipeline. The library makes a timer with each pipeline, its own and ours,
  /// which here neither runs nor can be stopped: Netty's leak detector must not see them made, or
  /// it would call them leaks.
  static NettyBootstrap create(EngineSettings settings, EngineServer server) {
    ResourceLeakDetector.Level level = ResourceLeakDetector.getLevel();
    ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.DISABLED);
    try {
      NettyBootstrap bootstrap = new NettyBootstrap(settings);
      bootstrap.setPipelineFactory(new EnginePipeline(server));
      return bootstrap;
    } finally {
      ResourceLeakDetector.setLevel(level);
    }
  }

  private static Configuration configuration(EngineSettings settings) {
    Configuration configuration = new Configuration();
    configuration.setHostname(settings.host());
    configuration.setPort(settings.port());
    configuration.setBossThreads(1);
    configuration.setWorkerThreads(
        settings.ioThreads() > 0
            ? settings.ioThreads()
            : Runtime.getRuntime().availableProcessors());
    configuration.setUseLinuxNativeEpoll(Epoll.isAvailable());
    configuration.setJsonSupport(new NoJson());
    SocketConfig socket = new SocketConfig();
    socket.setReuseAddress(true);
    socket.setTcpNoDelay(true);
    socket.setAcceptBackLog(4096);
    configuration.setSocketConfig(socket);
    return configuration;
  }

  /// @throws IllegalStateException when the address cannot be bound
  int bind() {
    ChannelFuture bound = (ChannelFuture) (Object) startAsync();
    bound.awaitUninterruptibly();
    if (!bound.isSuccess()) {
      stop();
      throw new IllegalStateException("Cannot listen", bound.cause());
    }
    listening = bound.channel();
    return ((InetSocketAddress) bound.channel().localAddress()).getPort();
  }

  @Override
  protected void applyConnectionOptions(ServerBootstrap bootstrap) {
    super.applyConnectionOptions(bootstrap);
    acceptors = bootstrap.config().group();
    workers = bootstrap.config().childGroup();
  }

  void stopListening() {
    Channel channel = listening;
    if (channel != null) {
      channel.close().awaitUninterruptibly();
    }
  }

  /// As the library's own, without its two quiet periods of two seconds each.
  @Override
  public void stop() {
    shutDown(acceptors);
    shutDown(workers);
  }

  private static void shutDown(@Nullable EventLoopGroup group) {
    if (group != null) {
      group.shutdownGracefully(0, STOP_SECONDS, TimeUnit.SECONDS).awaitUninterruptibly();
    }
  }

  /// Asked for by the library's configuration, used by handlers that are not there.
  private static final class NoJson implements JsonSupport {

    @Override
    public AckArgs readAckArgs(ByteBufInputStream source, AckCallback<?> callback) {
      throw new UnsupportedOperationException();
    }

    @Override
    public <T> T readValue(String namespace, ByteBufInputStream source, Class<T> type) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void writeValue(ByteBufOutputStream out, Object value) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void addEventMapping(String namespace, String event, Class<?>... types) {}

    @Override
    public void removeEventMapping(String namespace, String event) {}

    @Override
    public List<byte[]> getArrays() {
      return List.of();
    }
  }
}
