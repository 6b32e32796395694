package dev.parley.local;

import dev.parley.local.host.DataDirectory;
import dev.parley.local.host.PidFile;
import dev.parley.local.host.Ports;
import dev.parley.local.host.Secrets;
import dev.parley.local.host.Settings;
import dev.parley.local.server.Kafka;
import dev.parley.local.server.ObjectStore;
import dev.parley.local.server.Postgres;
import dev.parley.local.server.PostgresBinaries;
import dev.parley.local.service.Installation;
import dev.parley.local.service.ServicePlan;
import dev.parley.local.service.ServiceProcess;
import dev.parley.local.service.Wiring;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/// Puts the suite together from what the user set and what the data directory keeps: nothing is
/// started here.
final class Assembly {

  private final Settings settings;
  private final DataDirectory data;
  private final Secrets secrets;
  private final Ports ports;

  Assembly(Settings settings, DataDirectory data) throws IOException {
    this.settings = settings;
    this.data = data;
    this.secrets = new Secrets(data.resolve("secrets"));
    this.ports = new Ports(data.root().hashCode());
    ports.claim(settings.port(), "MESSAGING_PORT");
    ports.claim(settings.kafkaPort(), "MESSAGING_KAFKA_PORT");
  }

  static Path suiteFolder(Settings settings) {
    return settings.projectDirectory().resolve("target").resolve("suite");
  }

  /// What the tokens of users are signed with.
  String jwtSecret() throws IOException {
    return settings.jwtSecret().isPresent()
        ? settings.jwtSecret().get()
        : secrets.get("jwt-secret");
  }

  Suite.Parts parts(PidFile pids) throws IOException {
    Postgres postgres =
        new Postgres(
            PostgresBinaries.unpack(suiteFolder(settings)),
            data,
            ports.free(),
            secrets.get("postgres-superuser-password"),
            secrets.get("postgres-password"));
    Kafka kafka = new Kafka(data, settings.kafkaPort(), ports.free());
    ObjectStore objects =
        new ObjectStore(
            data, ports.free(), secrets.get("s3-access-key"), secrets.get("s3-secret-key"));
    return new Suite.Parts(
        pids, postgres, kafka, objects, services(wiring(postgres, kafka, objects)));
  }

  private Wiring wiring(Postgres postgres, Kafka kafka, ObjectStore objects) throws IOException {
    Wiring.Servers servers =
        new Wiring.Servers(
            postgres.jdbcUrl(""),
            Postgres.USER,
            secrets.get("postgres-password"),
            kafka.bootstrapServers(),
            new Wiring.ObjectStoreAccess(
                objects.endpoint(),
                ObjectStore.BUCKET,
                secrets.get("s3-access-key"),
                secrets.get("s3-secret-key")),
            jwtSecret(),
            secrets.get("internal-secret"));
    return new Wiring(servers, settings.port(), settings.rateLimits(), ports, nodeIds());
  }

  /// `a`, `b` …
  private List<String> nodeIds() {
    return IntStream.range(0, settings.nodes()).mapToObj(i -> Character.toString('a' + i)).toList();
  }

  private List<ServiceProcess> services(Wiring wiring) throws IOException {
    Installation installation =
        new Installation(settings.projectDirectory(), suiteFolder(settings));
    List<ServiceProcess> services = new ArrayList<>();
    Path log = data.logs().resolve("launcher.log");
    for (ServicePlan plan : wiring.plans()) {
      Installation.Installed installed = installation.install(plan, log);
      services.add(new ServiceProcess(plan, installed, data, settings.rehearsal()));
    }
    return services;
  }
}
