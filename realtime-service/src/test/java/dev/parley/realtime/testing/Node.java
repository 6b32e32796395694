package dev.parley.realtime.testing;

import static org.awaitility.Awaitility.await;

import dev.parley.common.kafka.BroadcastConsumer;
import dev.parley.common.testing.KafkaBroker;
import dev.parley.common.testing.MutableClock;
import dev.parley.common.testing.Tokens;
import dev.parley.realtime.RealtimeServiceApplication;
import dev.parley.realtime.socketio.SocketServer;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.scheduling.annotation.ScheduledAnnotationBeanPostProcessor;

/// Another node of the service, on the same Kafka and with the same neighbours and clock, that a
/// test starts and ends.
public final class Node implements AutoCloseable {

  private final ConfigurableApplicationContext context;

  private Node(ConfigurableApplicationContext context) {
    this.context = context;
  }

  static Node start(String id, MutableClock clock, Map<String, String> neighbours) {
    Map<String, Object> settings = new LinkedHashMap<>(neighbours);
    settings.put("server.port", 0);
    settings.put("server.address", "127.0.0.1");
    settings.put("spring.kafka.bootstrap-servers", KafkaBroker.bootstrapServers());
    settings.put("parley.security.jwt.secret", Tokens.SECRET);
    settings.put("parley.security.internal-secret", Tokens.INTERNAL_SECRET);
    settings.put("parley.realtime.node-id", id);
    var context =
        new SpringApplicationBuilder(RealtimeServiceApplication.class)
            .initializers(created ->
                ((GenericApplicationContext) created)
                    .registerBean("clock", MutableClock.class, () -> clock))
            .properties(settings)
            .run();
    var node = new Node(context);
    await("fan-out of " + id)
        .atMost(SocketClient.PATIENCE)
        .until(context.getBean("fanOutRecords", BroadcastConsumer.class)::isReading);
    return node;
  }

  public SocketClient.Builder client() {
    int port = context.getBean(SocketServer.class).port();
    return new SocketClient.Builder(URI.create("http://127.0.0.1:" + port));
  }

  /// Gives no sign of life any more.
  public void die() {
    context.getBean(ScheduledAnnotationBeanPostProcessor.class).destroy();
  }

  /// In an orderly way, as when it is stopped.
  @Override
  public void close() {
    context.close();
  }
}
