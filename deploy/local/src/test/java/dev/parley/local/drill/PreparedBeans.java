package dev.parley.local.drill;

import dev.parley.local.host.Ports;
import dev.parley.local.service.BeanPreparation;
import dev.parley.local.service.Installation;
import dev.parley.local.service.ServicePlan;
import dev.parley.local.service.Wiring;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// The part of a build's training that the drills have: with prepared beans a suite starts as
/// users' do. The JVM's caches would take minutes.
final class PreparedBeans {

  private static final Wiring.Servers NOWHERE =
      new Wiring.Servers(
          "jdbc:postgresql://127.0.0.1:1/",
          "user",
          "password",
          "127.0.0.1:1",
          new Wiring.ObjectStoreAccess("http://127.0.0.1:1", "bucket", "key", "secret"),
          "a-secret-that-signs-nothing-of-anyone",
          "a-secret-that-signs-nothing-of-anyone");

  private PreparedBeans() {}

  /// Of all services, unless that was done for these jars.
  static synchronized void in(Path project) {
    try {
      Path suite = Files.createDirectories(project.resolve("target/suite"));
      Installation installation = new Installation(project, suite);
      BeanPreparation preparation = new BeanPreparation(suite.resolve("beans.log"));
      for (ServicePlan plan : new Wiring(NOWHERE, 1, true, new Ports(0), List.of("a")).plans()) {
        preparation.prepare(plan, installation.install(plan.module(), suite.resolve("beans.log")));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
