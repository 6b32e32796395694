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
import java.util.HashMap;
import java.util.List;
import java.util.Map;

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
      Map<ServicePlan, Installation.Installed> installed = new HashMap<>();
      for (ServicePlan plan : new Wiring(NOWHERE, 1, true, new Ports(0), List.of("a")).plans()) {
        installed.put(plan, installation.install(plan, suite.resolve("beans.log")));
      }
      installed.entrySet().parallelStream().forEach(each -> prepare(suite, each));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void prepare(
      Path suite, Map.Entry<ServicePlan, Installation.Installed> installed) {
    try {
      new BeanPreparation(suite.resolve("beans.log"))
          .prepare(installed.getKey(), installed.getValue());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
