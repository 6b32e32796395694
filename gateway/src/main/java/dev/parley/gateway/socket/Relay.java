package dev.parley.gateway.socket;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// One direction of a tunnel: what this channel reads, the other one writes, untouched. Where the
/// other side does not keep up, this one is not read, so that the sender feels it and no more than
/// the write buffer's high mark and one read wait here. An end that takes nothing for long is given
/// up, and the other one with it: nobody else would ever end them.
///
/// Both channels share an event loop: nothing here needs a lock.
@SuppressWarnings("FutureReturnValueIgnored") // a write that fails closes its channel
final class Relay extends ChannelInboundHandlerAdapter {

  private final Channel other;
  private final Duration patience;
  private @Nullable Future<?> givingUp;

  /// @param patience how long either end may take nothing of what waits for it
  Relay(Channel other, Duration patience) {
    this.other = other;
    this.patience = patience;
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object bytes) {
    other.write(bytes, other.voidPromise());
    if (!other.isWritable()) {
      ctx.channel().config().setAutoRead(false);
    }
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext ctx) {
    other.flush();
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext ctx) {
    forgive();
    if (ctx.channel().isWritable()) {
      other.config().setAutoRead(true);
    } else {
      givingUp = closeLater(ctx.channel());
    }
  }

  private void forgive() {
    if (givingUp != null) {
      givingUp.cancel(false);
      givingUp = null;
    }
  }

  private Future<?> closeLater(Channel channel) {
    return channel
        .eventLoop()
        .schedule(() -> channel.close(), patience.toMillis(), TimeUnit.MILLISECONDS);
  }

  /// What is still on its way to the other side gets there, if that side takes it, and then that
  /// side is closed too.
  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    forgive();
    if (other.isActive()) {
      other.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
      Future<?> late = closeLater(other);
      other.closeFuture().addListener(_ -> late.cancel(false));
    }
    ctx.fireChannelInactive();
  }

  /// A connection that breaks is an end like any other.
  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    ctx.close();
  }
}
