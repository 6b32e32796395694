package dev.parley.bench.load;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolHandler;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolHandler.HandshakeComplete;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// A small server of the contract that behaves as badly as it is told to, every tenth message. All
/// of it on one event loop.
final class StubServer implements AutoCloseable {
  private static final int EVERY = 10;

  /// Longer than a sender's next message takes.
  private static final int LATE_MILLIS = 100;

  private static final JsonMapper JSON = new JsonMapper();
  private final EventLoopGroup group =
      new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
  private final Map<String, List<Member>> rooms = new HashMap<>();
  private final Map<String, Integer> heads = new HashMap<>();
  private final List<Member> everybody = new ArrayList<>();
  private final Misbehaviour misbehaviour;
  private final Channel listener;
  private int messages;

  /// What it does wrong.
  enum Misbehaviour {
    NOTHING,
    DROPS,
    DOUBLES,
    REORDERS,
    REFUSES,
    NEVER_ANSWERS,
    ANSWERS_TWICE,
    CLOSES,
    MISDELIVERS,
    REPEATS_A_SEQ,
    SKIPS_A_SEQ,
    TELLS_TWO_SEQS
  }

  private record Member(Channel channel) {
    void send(String packet) {
      channel.writeAndFlush(new TextWebSocketFrame(packet));
    }
  }

  StubServer(Misbehaviour misbehaviour) throws InterruptedException {
    this.misbehaviour = misbehaviour;
    this.listener =
        new ServerBootstrap()
            .group(group)
            .channel(NioServerSocketChannel.class)
            .childHandler(
                new ChannelInitializer<>() {
                  @Override
                  protected void initChannel(Channel channel) {
                    channel
                        .pipeline()
                        .addLast(new HttpServerCodec(), new HttpObjectAggregator(1 << 20))
                        .addLast(new Rest())
                        .addLast(new WebSocketServerProtocolHandler("/socket.io/", true))
                        .addLast(new Socket());
                  }
                })
            .bind("127.0.0.1", 0)
            .sync()
            .channel();
  }

  URI address() {
    return URI.create(
        "http://127.0.0.1:" + ((InetSocketAddress) listener.localAddress()).getPort());
  }

  @Override
  public void close() {
    group.shutdownGracefully(0, 1, SECONDS).awaitUninterruptibly();
  }

  /// Any POST makes a conversation; the rest goes on to the WebSocket handler.
  private static final class Rest extends SimpleChannelInboundHandler<FullHttpRequest> {
    @Override
    protected void channelRead0(ChannelHandlerContext context, FullHttpRequest request) {
      if (request.headers().contains(HttpHeaderNames.UPGRADE)) {
        context.fireChannelRead(request.retain());
        return;
      }
      DefaultFullHttpResponse response =
          new DefaultFullHttpResponse(
              HttpVersion.HTTP_1_1,
              HttpResponseStatus.CREATED,
              Unpooled.copiedBuffer("{\"id\":\"" + UUID.randomUUID() + "\"}", UTF_8));
      response.headers().set(HttpHeaderNames.CONTENT_LENGTH, response.content().readableBytes());
      context.writeAndFlush(response);
    }
  }

  private final class Socket extends SimpleChannelInboundHandler<TextWebSocketFrame> {
    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
      if (event instanceof HandshakeComplete) {
        new Member(context.channel()).send("0{\"sid\":\"stub\",\"pingInterval\":25000}");
      }
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, TextWebSocketFrame frame) {
      String packet = frame.text();
      Member member = new Member(context.channel());
      if (packet.startsWith("40")) {
        member.send("2");
        member.send("40{\"sid\":\"stub\"}");
        everybody.add(member);
      } else if (packet.startsWith("42")) {
        int bracket = packet.indexOf('[');
        JsonNode event = JSON.readTree(packet.substring(bracket));
        onEvent(member, packet.substring(2, bracket), event.get(0).asString(), event.get(1));
      }
    }
  }

  private void onEvent(Member member, String ack, String event, JsonNode payload) {
    String conversation = payload.get("conversation_id").asString();
    if (event.equals("join_conversation")) {
      rooms.computeIfAbsent(conversation, id -> new ArrayList<>()).add(member);
      member.send("43" + ack + "[{\"ok\":true}]");
    } else {
      onMessage(member, ack, conversation, (ObjectNode) payload);
    }
  }

  private void onMessage(Member sender, String ack, String conversation, ObjectNode message) {
    Misbehaviour now = ++messages % EVERY == 0 ? misbehaviour : Misbehaviour.NOTHING;
    if (now == Misbehaviour.REFUSES) {
      sender.send("43" + ack + "[{\"ok\":false,\"error\":{\"code\":\"rate_limited\"}}]");
      return;
    }
    int step =
        switch (now) {
          case REPEATS_A_SEQ -> 0;
          case SKIPS_A_SEQ -> 2;
          default -> 1;
        };
    message.put("seq", heads.merge(conversation, step, Integer::sum));
    String stored = message.toString();
    if (now != Misbehaviour.NEVER_ANSWERS) {
      sender.send("43" + ack + "[{\"ok\":true,\"message\":" + stored + "}]");
    }
    if (now == Misbehaviour.ANSWERS_TWICE) {
      sender.send("43" + ack + "[{\"ok\":true,\"message\":" + stored + "}]");
    }
    if (now == Misbehaviour.TELLS_TWO_SEQS) {
      message.put("seq", message.get("seq").asInt() + 1_000_000);
      stored = message.toString();
    }
    deliver(now, sender, conversation, "42[\"new_message\"," + stored + "]");
  }

  private void deliver(Misbehaviour now, Member sender, String conversation, String packet) {
    List<Member> others = new ArrayList<>(rooms.getOrDefault(conversation, List.of()));
    others.remove(sender);
    switch (now) {
      case DROPS -> {
        // Stored, answered, and nobody hears of it.
      }
      case DOUBLES -> {
        others.forEach(other -> other.send(packet));
        others.forEach(other -> other.send(packet));
      }
      case REORDERS ->
          group.schedule(
              () -> others.forEach(other -> other.send(packet)), LATE_MILLIS, MILLISECONDS);
      case MISDELIVERS -> everybody.forEach(one -> one.send(packet));
      case CLOSES -> {
        others.forEach(other -> other.send(packet));
        others.getFirst().channel().close();
      }
      default -> others.forEach(other -> other.send(packet));
    }
  }
}
