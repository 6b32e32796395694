package dev.parley.gateway.socket;

import dev.parley.common.problem.UnavailableException;
import dev.parley.common.web.Traces;
import dev.parley.gateway.request.PassedOnHeaders;
import dev.parley.gateway.route.RealtimeNodes.Node;
import dev.parley.gateway.route.RealtimeProperties;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.ReflectiveChannelFactory;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.timeout.ReadTimeoutHandler;
import io.netty.util.ReferenceCountUtil;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import reactor.netty.NettyPipeline;

/// The node's side of a tunnel that is being opened: passes the client's upgrade on, and joins the
/// two connections when the node has agreed to it. From then on neither has a codec: a frame costs
/// a read and a write.
@SuppressWarnings("FutureReturnValueIgnored") // a write that fails closes its channel
final class Backend extends ChannelInboundHandlerAdapter {

  private static final int MAX_ANSWER_BYTES = 64 * 1024;
  private static final int DEFAULT_PORT = 80;

  private final ChannelHandlerContext client;
  private final HttpRequest request;
  private final SocketSettings settings;
  private int attemptsLeft;
  private boolean answered;
  private @Nullable ChannelFutureListener givenUp;

  /// @param anyNode whether another node may be tried when one is out of reach
  Backend(
      ChannelHandlerContext client, HttpRequest request, SocketSettings settings, boolean anyNode) {
    this.client = client;
    this.request = request;
    this.settings = settings;
    this.attemptsLeft = anyNode ? settings.nodes().all().size() : 1;
  }

  void connect(Node node) {
    attemptsLeft--;
    URI url = node.baseUrl();
    int port = url.getPort() < 0 ? DEFAULT_PORT : url.getPort();
    new Bootstrap()
        .group(client.channel().eventLoop())
        .channelFactory(new ReflectiveChannelFactory<>(client.channel().getClass()))
        .option(ChannelOption.TCP_NODELAY, true)
        .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) settings.connectTimeout().toMillis())
        .handler(new Pipeline())
        .connect(url.getHost(), port)
        .addListener((ChannelFuture done) -> connected(done, node, url.getAuthority()));
  }

  private final class Pipeline extends ChannelInitializer<Channel> {
    @Override
    protected void initChannel(Channel channel) {
      channel
          .pipeline()
          .addLast(new HttpClientCodec())
          .addLast(new HttpObjectAggregator(MAX_ANSWER_BYTES))
          .addLast(
              new ReadTimeoutHandler(settings.answerTimeout().toMillis(), TimeUnit.MILLISECONDS))
          .addLast(Backend.this);
    }
  }

  @Override
  public boolean isSharable() {
    // A second attempt, if any, begins when the first has failed.
    return true;
  }

  private void connected(ChannelFuture done, Node node, String authority) {
    if (!client.channel().isActive()) {
      done.channel().close();
    } else if (done.isSuccess()) {
      givenUp = _ -> done.channel().close();
      client.channel().closeFuture().addListener(givenUp);
      done.channel().writeAndFlush(upgrade(authority));
    } else {
      settings.nodes().unreachable(node);
      @Nullable Node next = attemptsLeft > 0 ? settings.nodes().next() : null;
      if (next == null) {
        UpgradeHandler.refuse(client, new UnavailableException(RealtimeProperties.SERVICE));
      } else {
        connect(next);
      }
    }
  }

  private FullHttpRequest upgrade(String authority) {
    var upgrade = new DefaultFullHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.GET, request.uri());
    HttpHeaders came = new HttpHeaders();
    request.headers().forEach(header -> came.add(header.getKey(), header.getValue()));
    came.forEach((name, values) -> {
      if (!PassedOnHeaders.isStripped(name)) {
        upgrade.headers().set(name, values);
      }
    });
    settings
        .headers()
        .added(came, (InetSocketAddress) client.channel().remoteAddress(), "http")
        .forEach((name, values) -> upgrade.headers().set(name, values));
    upgrade.headers().set(Traces.HEADER, Traces.continuedFrom(came.getFirst(Traces.HEADER)));
    upgrade.headers().set(HttpHeaderNames.HOST, authority);
    return upgrade;
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    if (!(message instanceof FullHttpResponse answer)) {
      ReferenceCountUtil.release(message);
      return;
    }
    answered = true;
    if (answer.status().equals(HttpResponseStatus.SWITCHING_PROTOCOLS)) {
      join(ctx.channel(), answer);
    } else {
      UpgradeHandler.answer(client, answer);
      ctx.close();
    }
  }

  private void join(Channel node, FullHttpResponse answer) {
    Channel channel = client.channel();
    if (givenUp != null) {
      channel.closeFuture().removeListener(givenUp);
    }
    client.writeAndFlush(answer);
    for (String name : channel.pipeline().names()) {
      if (isHttp(name) && channel.pipeline().get(name) != null) {
        channel.pipeline().remove(name);
      }
    }
    channel
        .pipeline()
        .replace(UpgradeHandler.NAME, "parley.relay", new Relay(node, settings.stalledAfter()));
    for (Class<? extends ChannelHandler> http :
        List.of(HttpObjectAggregator.class, ReadTimeoutHandler.class)) {
      node.pipeline().remove(http);
    }
    node.pipeline().replace(this, "parley.relay", new Relay(channel, settings.stalledAfter()));
    // Last: frames that came with the answer are handed on by the codec as it goes.
    node.pipeline().remove(HttpClientCodec.class);
    settings.tunnels().add(channel);
    channel.config().setAutoRead(true);
  }

  /// What the server put there to speak HTTP: all but TLS, and the end that counts connections.
  private static boolean isHttp(String name) {
    return !name.equals(NettyPipeline.SslHandler)
        && !name.equals(UpgradeHandler.NAME)
        && (name.startsWith(NettyPipeline.LEFT) || name.startsWith("parley."));
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    if (!answered) {
      UpgradeHandler.refuse(client, new UnavailableException(RealtimeProperties.SERVICE));
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    ctx.close();
  }
}
