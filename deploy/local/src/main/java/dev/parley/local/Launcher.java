package dev.parley.local;

import dev.parley.local.host.Console;
import dev.parley.local.host.DataDirectory;
import dev.parley.local.host.ExitCode;
import dev.parley.local.host.LaunchFailure;
import dev.parley.local.host.PidFile;
import dev.parley.local.host.Settings;
import dev.parley.local.service.LeftOvers;
import dev.parley.local.service.OwnSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.SortedSet;
import org.slf4j.LoggerFactory;

/// `./run`, once the jars are there: starts the suite, says how to use it, and stops it at SIGINT
/// or SIGTERM.
public final class Launcher {

  private final Console console;
  private final Settings settings;
  private final Clock clock;

  private Launcher(Console console, Settings settings, Clock clock) {
    this.console = console;
    this.settings = settings;
    this.clock = clock;
  }

  public static void main(String[] flags) {
    Clock clock = Clock.systemUTC();
    Instant start = ProcessHandle.current().info().startInstant().orElseGet(clock::instant);
    Console console = new Console(System.out, System.err, start, clock);
    int exit;
    try {
      Path here = Path.of("").toAbsolutePath();
      Path project = Path.of(System.getProperty("parley.project", here.toString()));
      Settings settings = Settings.read(System.getenv(), List.of(flags), project, here);
      exit = new Launcher(console, settings, clock).run();
    } catch (LaunchFailure failure) {
      console.failure(failure);
      exit = failure.exitCode().number();
    } catch (IOException | InterruptedException | RuntimeException unexpected) {
      console.failure(
          LaunchFailure.of(ExitCode.UNEXPECTED, unexpected.toString()).causedBy(unexpected));
      exit = ExitCode.UNEXPECTED.number();
    }
    System.exit(exit);
  }

  private int run() throws IOException, InterruptedException {
    try (DataDirectory data = DataDirectory.open(settings.dataDirectory())) {
      // Before anything logs: logback.xml asks for it.
      System.setProperty("parley.logs", data.logs().toString());
      console.logTo(LoggerFactory.getLogger(Launcher.class));
      LeftOvers.end(PidFile.read(pidFile(data)), data.root(), console::step);
      PidFile pids = new PidFile(pidFile(data));
      Assembly assembly = new Assembly(settings, data);
      Suite.Parts parts = assembly.parts(pids);
      if (settings.rehearsal()) {
        endWithParent();
      } else if (settings.training()) {
        new Training(console, settings).ensure(parts.services());
      }
      tellOfOwnSettings();
      return run(data, pids, new Suite(console, data, parts, clock), assembly.jwtSecret());
    }
  }

  private void tellOfOwnSettings() {
    SortedSet<String> own = OwnSettings.in(System.getenv());
    if (!own.isEmpty()) {
      console.step(
          "the services get your "
              + String.join(", ", own)
              + ": they start without prepared beans");
    }
  }

  private int run(DataDirectory data, PidFile pids, Suite suite, String jwtSecret)
      throws IOException, InterruptedException {
    pids.put("launcher", ProcessHandle.current().pid());
    Watchdog watchdog = Watchdog.over(pidFile(data));
    Runnable stop =
        () -> {
          suite.stop(settings.rehearsal());
          pids.delete();
          watchdog.dismiss();
        };
    Runtime.getRuntime().addShutdownHook(new Thread(stop, "stop"));
    try {
      suite.start();
      return use(suite, jwtSecret);
    } finally {
      stop.run();
    }
  }

  private static Path pidFile(DataDirectory data) {
    return data.resolve("pids");
  }

  private int use(Suite suite, String jwtSecret) throws InterruptedException {
    String gateway = "http://127.0.0.1:" + settings.port();
    String alice = DemoToken.of("alice", "Alice", jwtSecret, clock.instant());
    if (settings.rehearsal()) {
      new Rehearsal(console, gateway, alice).run();
      return 0;
    }
    String bob = DemoToken.of("bob", "Bob", jwtSecret, clock.instant());
    console.print(Welcome.text(settings, gateway, alice, bob, console.seconds()));
    suite.awaitFailure();
    return 0;
  }

  /// The parent keeps a pipe open to us for as long as it lives.
  private static void endWithParent() {
    Thread.ofPlatform()
        .daemon()
        .name("parent")
        .start(() -> {
          try {
            while (System.in.read() >= 0) {
              // nothing is ever said
            }
          } catch (IOException closed) {
            // as good as an end
          }
          System.exit(ExitCode.UNEXPECTED.number());
        });
  }
}
