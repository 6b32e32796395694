package dev.parley.gateway.socket;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;

/// One direction of a tunnel: what this channel reads, the other one writes, untouched. Where the
/// other side does not keep up, this one is not read, so that the sender feels it and no more than
/// the write buffer's high mark and one read wait here.
///
/// Both channels share an event loop: nothing here needs a lock.
@SuppressWarnings("FutureReturnValueIgnored") // a write that fails closes its channel
final class Relay extends ChannelInboundHandlerAdapter {

  private final Channel other;

  Relay(Channel other) {
    this.other = other;
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
    if (ctx.channel().isWritable()) {
      other.config().setAutoRead(true);
    }
  }

  /// What is still on its way to the other side gets there, and then that side is closed too.
  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    if (other.isActive()) {
      other.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
    }
    ctx.fireChannelInactive();
  }

  /// A connection that breaks is an end like any other.
  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    ctx.close();
  }
}
