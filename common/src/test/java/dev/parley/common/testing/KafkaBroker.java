package dev.parley.common.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.testcontainers.kafka.KafkaContainer;

/// A real Kafka for tests: one broker (KRaft) for the JVM, started at first use, its data under
/// `target/`. Topics that are not made beforehand get 8 partitions at first use.
public final class KafkaBroker {

  private static final String HOST = "127.0.0.1";
  private static final int ATTEMPTS = 3;

  private KafkaBroker() {}

  /// `host:port`, for `bootstrap.servers`.
  public static String bootstrapServers() {
    return Running.BOOTSTRAP_SERVERS;
  }

  private static String container() {
    var container =
        new KafkaContainer("apache/kafka-native:4.2.1").withEnv("KAFKA_NUM_PARTITIONS", "8");
    container.start();
    return container.getBootstrapServers();
  }

  /// The controller's port must be known before the start, so both are picked free and picked again
  /// should another take them.
  private static String embedded() throws Exception {
    for (int attempt = 1; ; attempt++) {
      int port = freePort();
      Path directory = Workspace.directory("kafka");
      KafkaRaftServer server =
          new KafkaRaftServer(format(settings(port, freePort(), directory)), Time.SYSTEM);
      try {
        server.startup();
        Runtime.getRuntime()
            .addShutdownHook(new Thread(() -> stop(server, directory), "kafka-stop"));
        return HOST + ":" + port;
      } catch (Exception e) {
        stop(server, directory);
        if (attempt == ATTEMPTS) {
          throw e;
        }
      }
    }
  }

  private static KafkaConfig format(Properties settings) throws Exception {
    new Formatter()
        .setNodeId(1)
        .setClusterId(Uuid.randomUuid().toString())
        .setControllerListenerName("CONTROLLER")
        .setMetadataLogDirectory(settings.getProperty("log.dirs"))
        .addDirectory(settings.getProperty("log.dirs"))
        .setPrintStream(new PrintStream(OutputStream.nullOutputStream(), false, UTF_8))
        .run();
    return KafkaConfig.fromProps(settings, false);
  }

  private static Properties settings(int port, int controllerPort, Path directory) {
    Properties settings = new Properties();
    settings.setProperty("process.roles", "broker,controller");
    settings.setProperty("node.id", "1");
    settings.setProperty("log.dirs", directory.toString());
    settings.setProperty("controller.quorum.voters", "1@" + HOST + ":" + controllerPort);
    settings.setProperty("controller.listener.names", "CONTROLLER");
    settings.setProperty(
        "listeners",
        "PLAINTEXT://%1$s:%2$d,CONTROLLER://%1$s:%3$d".formatted(HOST, port, controllerPort));
    settings.setProperty(
        "listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
    settings.setProperty("num.partitions", "8");
    settings.setProperty("offsets.topic.num.partitions", "1");
    settings.setProperty("offsets.topic.replication.factor", "1");
    settings.setProperty("transaction.state.log.num.partitions", "1");
    settings.setProperty("transaction.state.log.replication.factor", "1");
    settings.setProperty("transaction.state.log.min.isr", "1");
    settings.setProperty("group.initial.rebalance.delay.ms", "0");
    settings.setProperty("num.network.threads", "2");
    settings.setProperty("num.io.threads", "2");
    settings.setProperty("log.cleaner.dedupe.buffer.size", "2097152");
    return settings;
  }

  private static void stop(KafkaRaftServer server, Path directory) {
    server.shutdown();
    Workspace.delete(directory);
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static final class Running {
    static final String BOOTSTRAP_SERVERS =
        DockerEngine.startEither("Kafka", KafkaBroker::container, KafkaBroker::embedded);
  }
}
