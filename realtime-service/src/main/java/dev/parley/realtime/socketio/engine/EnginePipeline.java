package dev.parley.realtime.socketio.engine;

import com.corundumstudio.socketio.Configuration;
import com.corundumstudio.socketio.SocketIOChannelInitializer;
import com.corundumstudio.socketio.namespace.NamespacesHub;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.DefaultHttpHeadersFactory;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.HttpResponseEncoder;

/// Puts our handlers where netty-socketio would have put its own: none of its authorisation,
/// transports, packet handler, encoder or scheduler is ever made.
@SuppressWarnings("FutureReturnValueIgnored") // what fails, fails with the channel
@Sharable
final class EnginePipeline extends SocketIOChannelInitializer {

  private static final int MAX_REQUEST_LINE = 4096;
  private static final int MAX_HEADERS = 16_384;

  private final EngineServer server;

  EnginePipeline(EngineServer server) {
    this.server = server;
  }

  @Override
  public void start(Configuration configuration, NamespacesHub namespaces) {
    // the library's own handlers would be made here
  }

  @Override
  public void stop() {
    // nor is there anything of them to stop
  }

  @Override
  public void handlerAdded(ChannelHandlerContext ctx) {
    // the library's scheduler would keep the context
  }

  @Override
  protected void addSocketioHandlers(ChannelPipeline pipeline) {
    if (!server.admit(pipeline.channel())) {
      pipeline.channel().close();
      return;
    }
    HttpDecoderConfig limits =
        new HttpDecoderConfig()
            .setMaxInitialLineLength(MAX_REQUEST_LINE)
            .setMaxHeaderSize(MAX_HEADERS)
            .setHeadersFactory(DefaultHttpHeadersFactory.headersFactory());
    pipeline.addLast(HTTP_REQUEST_DECODER, new HttpRequestDecoder(limits));
    pipeline.addLast(HTTP_ENCODER, new HttpResponseEncoder());
    EngineLoop loop = server.loop(pipeline.channel().eventLoop());
    pipeline.addLast(XHR_POLLING_TRANSPORT, new HttpConnection(server, loop));
  }
}
