package dev.parley.local;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.parley.local.host.Console;
import dev.parley.local.host.DataDirectory;
import dev.parley.local.host.Ports;
import dev.parley.local.host.Settings;
import dev.parley.local.service.BeanPreparation;
import dev.parley.local.service.OwnSettings;
import dev.parley.local.service.ServiceProcess;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Prepares quick starts, once per build. First the services' beans are worked out ({@link
/// BeanPreparation}). Then the suite is started over throw-away data by a second launcher, used a
/// little and stopped, and each of its JVMs writes down what it has loaded and linked: its AOT
/// cache (JEP 483, 514, 515).
///
/// A suite that was not trained starts all the same, in more than twice the time.
final class Training {

  private static final Pattern STEP = Pattern.compile(" *[0-9.]+ s  (.*)");

  private final Console console;
  private final Settings settings;
  private final Path suite;

  /// Of this launcher: `run` names it by the jar.
  private final Path cache;

  Training(Console console, Settings settings) {
    this.console = console;
    this.settings = settings;
    this.suite = Assembly.suiteFolder(settings);
    this.cache =
        Path.of(
            System.getProperty("parley.launcher.cache", suite.resolve("launcher.aot").toString()));
  }

  /// Trains unless that was done, or tried in vain, for these jars.
  void ensure(List<ServiceProcess> services) throws IOException, InterruptedException {
    Map<String, ServiceProcess> modules = new TreeMap<>();
    services.forEach(service -> modules.putIfAbsent(service.plan().module(), service));
    StringBuilder jars = new StringBuilder(cache + "\n");
    modules.values().forEach(service -> jars.append(service.installed().beans()).append('\n'));
    Path failed = suite.resolve("training-failed");
    boolean inVain = Files.exists(failed) && Files.readString(failed).contentEquals(jars);
    if (isTrained(modules.values()) || inVain) {
      return;
    }
    console.step("training the start-up caches, once per build: three minutes on two cores");
    deleteOldCaches();
    prepareBeans(modules.values());
    if (rehearse() && isTrained(modules.values())) {
      Files.deleteIfExists(failed);
      console.step("trained");
    } else {
      Files.writeString(failed, jars);
      console.step("training failed: starting without caches, which takes longer; log: " + log());
    }
  }

  private boolean isTrained(Collection<ServiceProcess> services) {
    return Files.exists(cache)
        && services.stream().allMatch(service -> service.installed().isTrained());
  }

  private void deleteOldCaches() throws IOException {
    try (DirectoryStream<Path> caches = Files.newDirectoryStream(suite, "launcher*.aot")) {
      for (Path old : caches) {
        Files.delete(old);
      }
    }
  }

  private Path log() {
    return suite.resolve("training.log");
  }

  /// Two at a time: each takes one processor for most of its time. A service whose beans cannot be
  /// prepared finds them at each start.
  private void prepareBeans(Collection<ServiceProcess> services) throws InterruptedException {
    BeanPreparation preparation = new BeanPreparation(log());
    try (ExecutorService two = Executors.newFixedThreadPool(2)) {
      for (ServiceProcess service : services) {
        two.execute(() -> {
          String module = service.plan().module();
          try {
            preparation.prepare(service.plan(), service.installed());
            console.step("  beans of " + module);
          } catch (IOException | RuntimeException e) {
            console.step("  beans of %s: %s; log: %s".formatted(module, e.getMessage(), log()));
          }
        });
      }
    }
  }

  private boolean rehearse() throws IOException, InterruptedException {
    Path data = suite.resolve("training");
    DataDirectory.deleteTree(data);
    Ports ports = new Ports(data.hashCode());
    ProcessBuilder builder =
        new ProcessBuilder(command())
            .redirectError(ProcessBuilder.Redirect.appendTo(log().toFile()));
    Map<String, String> environment = builder.environment();
    OwnSettings.removeFrom(environment);
    environment.put("MESSAGING_DATA_DIR", data.toString());
    environment.put("MESSAGING_PORT", Integer.toString(ports.free()));
    environment.put("MESSAGING_KAFKA_PORT", Integer.toString(ports.free()));
    Process rehearsal = builder.start();
    try (BufferedReader lines =
            new BufferedReader(new InputStreamReader(rehearsal.getInputStream(), UTF_8));
        BufferedWriter rest = Files.newBufferedWriter(suite.resolve("training.out"))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        Matcher step = STEP.matcher(line);
        if (step.matches()) {
          console.step("  " + step.group(1));
        } else {
          rest.write(line + "\n");
        }
      }
    }
    boolean successful = rehearsal.waitFor() == 0;
    if (successful) {
      DataDirectory.deleteTree(data);
    }
    return successful;
  }

  /// This launcher's own command, but for the cache: a cache fits only the flags it was made with.
  private List<String> command() {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(flag -> !flag.startsWith("-XX:AOTCache"))
        .forEach(command::add);
    command.add("-XX:AOTCacheOutput=" + cache);
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(Launcher.class.getName(), "--rehearsal"));
    return command;
  }
}
