package dev.parley.local.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.parley.local.host.DataDirectory;
import dev.parley.local.host.ExitCode;
import dev.parley.local.host.LaunchFailure;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.function.Consumer;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Exit;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.jspecify.annotations.Nullable;

/// A Kafka of one node (KRaft: broker and controller) in the launcher's process, its data kept.
public final class Kafka {

  /// Of each topic that is made without a number of its own: on one machine fewer do than in
  /// production, and the first start is quicker by their making.
  public static final String PARTITIONS = "4";

  private static final String HOST = "127.0.0.1";

  private final Path data;
  private final Path log;
  private final int port;
  private final int controllerPort;
  private @Nullable KafkaRaftServer server;

  public Kafka(DataDirectory directory, int port, int controllerPort) {
    this.data = directory.resolve("kafka");
    this.log = directory.logs().resolve("launcher.log");
    this.port = port;
    this.controllerPort = controllerPort;
  }

  public String bootstrapServers() {
    return HOST + ":" + port;
  }

  /// Kafka ends its process when it cannot go on, as when its disk is full. Here it tells instead.
  public void onFatal(Consumer<LaunchFailure> listener) {
    Exit.Procedure tell =
        (status, message) -> {
          listener.accept(failed("Kafka has stopped: " + (message == null ? status : message)));
          throw new IllegalStateException("Kafka has stopped");
        };
    Exit.setExitProcedure(tell);
    Exit.setHaltProcedure(tell);
  }

  /// Starts the broker and returns when it serves. Storage is formatted at the first start.
  ///
  /// @throws LaunchFailure `KAFKA_FAILED`
  public void start() {
    try {
      if (!Files.isDirectory(data)) {
        DataDirectory.makeWhole(data, Kafka::format);
      }
      KafkaRaftServer starting =
          new KafkaRaftServer(KafkaConfig.fromProps(settings(), false), Time.SYSTEM);
      server = starting;
      starting.startup();
    } catch (Exception e) {
      throw failed("Kafka cannot be started: " + e.getMessage()).causedBy(e);
    }
  }

  /// Hands everything to the disk and stops.
  public void stop() {
    KafkaRaftServer running = server;
    if (running != null) {
      server = null;
      running.shutdown();
      running.awaitShutdown();
    }
  }

  private static void format(Path draft) throws IOException {
    try {
      new Formatter()
          .setNodeId(1)
          .setClusterId(Uuid.randomUuid().toString())
          .setControllerListenerName("CONTROLLER")
          .setMetadataLogDirectory(draft.toString())
          .addDirectory(draft.toString())
          .setPrintStream(new PrintStream(OutputStream.nullOutputStream(), false, UTF_8))
          .run();
    } catch (IOException e) {
      throw e;
    } catch (Exception e) {
      throw new IOException("cannot format Kafka's storage: " + e.getMessage(), e);
    }
  }

  private Properties settings() {
    Properties settings = new Properties();
    settings.putAll(
        Map.ofEntries(
            Map.entry("process.roles", "broker,controller"),
            Map.entry("node.id", "1"),
            Map.entry("log.dirs", data.toString()),
            Map.entry("controller.quorum.voters", "1@" + HOST + ":" + controllerPort),
            Map.entry("controller.listener.names", "CONTROLLER"),
            Map.entry(
                "listeners",
                String.join(
                    ",",
                    List.of(
                        "PLAINTEXT://" + bootstrapServers(),
                        "CONTROLLER://" + HOST + ":" + controllerPort))),
            Map.entry("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT"),
            Map.entry("num.partitions", PARTITIONS),
            Map.entry("num.network.threads", "2"),
            Map.entry("num.io.threads", "4"),
            // A broker that was killed is let in again when its old session has ended.
            Map.entry("broker.session.timeout.ms", "1500"),
            Map.entry("broker.heartbeat.interval.ms", "300"),
            Map.entry("group.initial.rebalance.delay.ms", "0"),
            Map.entry("offsets.topic.num.partitions", "1"),
            Map.entry("offsets.topic.replication.factor", "1"),
            Map.entry("transaction.state.log.num.partitions", "4"),
            Map.entry("transaction.state.log.replication.factor", "1"),
            Map.entry("transaction.state.log.min.isr", "1"),
            Map.entry("log.retention.hours", "168"),
            Map.entry("log.retention.bytes", "536870912"),
            Map.entry("log.segment.bytes", "67108864"),
            Map.entry("log.cleaner.dedupe.buffer.size", "8388608")));
    return settings;
  }

  private LaunchFailure failed(String message) {
    return LaunchFailure.of(ExitCode.KAFKA_FAILED, message).seeLog(log);
  }
}
