package dev.parley.bench.load;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.websocketx.WebSocketClientProtocolConfig;
import io.netty.handler.codec.http.websocketx.WebSocketClientProtocolHandler;
import io.netty.util.ResourceLeakDetector;
import io.netty.util.concurrent.EventExecutor;
import java.net.URI;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/// Opens sockets, all on one event loop: the ledger then needs no lock, and one thread is enough
/// for more frames than a server on the same few cores can make.
final class Sockets implements AutoCloseable {
  private static final int READ_AT_ONCE = 16 << 10;
  private static final int CONNECT_MILLIS = 10_000;
  private final EventLoopGroup group;
  private final Bootstrap bootstrap;
  private final WebSocketClientProtocolConfig config;

  /// @param base such as `ws://127.0.0.1:8080`
  Sockets(URI base) {
    // It takes a stack trace of one buffer in 128.
    ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.DISABLED);
    boolean epoll = Epoll.isAvailable();
    group =
        new MultiThreadIoEventLoopGroup(
            1, epoll ? EpollIoHandler.newFactory() : NioIoHandler.newFactory());
    bootstrap =
        new Bootstrap()
            .group(group)
            .channel(epoll ? EpollSocketChannel.class : NioSocketChannel.class)
            .option(ChannelOption.TCP_NODELAY, true)
            .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_MILLIS)
            // Larger than what usually waits: one read call per wake-up instead of two.
            .option(ChannelOption.RECVBUF_ALLOCATOR, new FixedRecvByteBufAllocator(READ_AT_ONCE))
            .remoteAddress(base.getHost(), base.getPort());
    config =
        WebSocketClientProtocolConfig.newBuilder()
            .webSocketUri(base.resolve("/socket.io/?EIO=4&transport=websocket"))
            .handshakeTimeoutMillis(CONNECT_MILLIS)
            .withUTF8Validator(false)
            .build();
  }

  /// Done when the client's socket is connected, as Socket.IO means it.
  CompletableFuture<SocketClient> open(SocketClient client) {
    ChannelInitializer<SocketChannel> pipeline =
        new ChannelInitializer<>() {
          @Override
          protected void initChannel(SocketChannel channel) {
            channel
                .pipeline()
                .addLast(new HttpClientCodec(), new HttpObjectAggregator(8192))
                .addLast(new WebSocketClientProtocolHandler(config))
                .addLast(client);
          }
        };
    bootstrap
        .clone()
        .handler(pipeline)
        .connect()
        .addListener(connecting -> {
          if (!connecting.isSuccess()) {
            client.connected().completeExceptionally(connecting.cause());
          }
        });
    return client.connected().orTimeout(2L * CONNECT_MILLIS, TimeUnit.MILLISECONDS);
  }

  /// The thread that everything runs on.
  EventExecutor loop() {
    return group.next();
  }

  @Override
  public void close() {
    group.shutdownGracefully(0, 2, TimeUnit.SECONDS).awaitUninterruptibly(5000);
  }
}
