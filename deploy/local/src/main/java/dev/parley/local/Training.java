package dev.parley.local;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.parley.local.host.Console;
import dev.parley.local.host.DataDirectory;
import dev.parley.local.host.Ports;
import dev.parley.local.host.Settings;
import dev.parley.local.service.Installation;
import dev.parley.local.service.Wiring;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Makes the JVM's start-up caches (JEP 483, 514, 515), once per build: the suite is started over
/// throw-away data by a second launcher, used a little and stopped, and each of its JVMs writes
/// down what it has loaded and linked.
///
/// A suite without caches starts all the same, in about twice the time.
final class Training {

  private static final Pattern STEP = Pattern.compile(" *[0-9.]+ s  (.*)");

  private final Console console;
  private final Settings settings;
  private final Path suite;

  Training(Console console, Settings settings) {
    this.console = console;
    this.settings = settings;
    this.suite = Assembly.suiteFolder(settings);
  }

  /// Trains unless that was done, or tried in vain, for these jars.
  void ensure() throws IOException, InterruptedException {
    StringBuilder jars = new StringBuilder();
    boolean trained = true;
    Installation installation = new Installation(settings.projectDirectory(), suite);
    for (String module : Wiring.MODULES) {
      Installation.Installed installed = installation.install(module, log());
      jars.append(installed.aotCache()).append('\n');
      trained &= installed.isTrained();
    }
    Path failed = suite.resolve("training-failed");
    boolean inVain = Files.exists(failed) && Files.readString(failed).contentEquals(jars);
    if (trained || inVain) {
      return;
    }
    console.step("training the start-up caches, once per build: two minutes on two cores");
    if (rehearse()) {
      Files.deleteIfExists(failed);
      console.step("trained");
    } else {
      Files.writeString(failed, jars);
      console.step("training failed: starting without caches, which takes longer; log: " + log());
    }
  }

  private Path log() {
    return suite.resolve("training.log");
  }

  private boolean rehearse() throws IOException, InterruptedException {
    Path data = suite.resolve("training");
    DataDirectory.deleteTree(data);
    Ports ports = new Ports(data.hashCode());
    ProcessBuilder builder =
        new ProcessBuilder(command()).redirectError(new File(log().toString()));
    Map<String, String> environment = builder.environment();
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
    command.add("-XX:AOTCacheOutput=" + suite.resolve("launcher.aot"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(Launcher.class.getName(), "--rehearsal"));
    return command;
  }
}
