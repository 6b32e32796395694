package dev.parley.bench.compare;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// The suite as a newcomer starts it: `./run`, with its own data folder and ports.
public final class SuiteServer implements Server {
  private static final Duration PATIENCE = Duration.ofSeconds(45);
  private static final Duration LAST_MOMENT = Duration.ofSeconds(5);
  private final ChildProcess launcher;
  private final URI address;
  private final String secret;
  private final List<Long> pids;
  private final Path data;

  private SuiteServer(
      ChildProcess launcher, URI address, String secret, List<Long> pids, Path data) {
    this.launcher = launcher;
    this.address = address;
    this.secret = secret;
    this.pids = pids;
    this.data = data;
  }

  /// @param project the folder with `./run`
  /// @param startWithin until it must be ready, building included
  /// @param work a folder for its data and logs
  public static SuiteServer start(Path project, Duration startWithin, Path work, String secret)
      throws StartFailure, InterruptedException {
    return start(project, startWithin, work, secret, Map.of());
  }

  /// @param settings of its services, as environment variables
  public static SuiteServer start(
      Path project, Duration startWithin, Path work, String secret, Map<String, String> settings)
      throws StartFailure, InterruptedException {
    Path run = project.resolve("run");
    if (!Files.isExecutable(run)) {
      throw new StartFailure("there is no " + run + "; --servers peer measures the peer alone");
    }
    int port = Ports.free();
    Path data = work.resolve("suite-data");
    Map<String, String> environment = new HashMap<>(settings);
    environment.put("MESSAGING_PORT", Integer.toString(port));
    environment.put("MESSAGING_KAFKA_PORT", Integer.toString(Ports.free()));
    environment.put("MESSAGING_JWT_SECRET", secret);
    environment.put("MESSAGING_DATA_DIR", data.toString());
    environment.put("MESSAGING_RATE_LIMITS", "off");
    ChildProcess launcher =
        ChildProcess.start(
            List.of(run.toString()), project, environment, work.resolve("suite.log"));
    URI address = URI.create("http://127.0.0.1:" + port);
    try {
      launcher.awaitReady(address.resolve("/actuator/health/readiness"), startWithin);
      return new SuiteServer(launcher, address, secret, pids(data.resolve("pids")), data);
    } catch (StartFailure | InterruptedException e) {
      launcher.stop(PATIENCE);
      throw e;
    }
  }

  /// @param file lines of a name and a process id
  static List<Long> pids(Path file) throws StartFailure {
    try {
      List<Long> pids = new ArrayList<>();
      for (String line : Files.readAllLines(file)) {
        if (!line.isBlank()) {
          pids.add(Long.valueOf(line.substring(line.lastIndexOf(' ') + 1).trim()));
        }
      }
      return pids;
    } catch (IOException | NumberFormatException e) {
      throw new StartFailure("the suite's list of processes cannot be read", e);
    }
  }

  /// Where it keeps its data, its databases' passwords among them.
  public Path data() {
    return data;
  }

  @Override
  public String name() {
    return "suite";
  }

  @Override
  public URI address() {
    return address;
  }

  @Override
  public String secret() {
    return secret;
  }

  @Override
  public List<Long> pids() {
    return pids;
  }

  @Override
  public boolean keepsOrder() {
    return true;
  }

  /// The launcher stops its services; whoever is still there after that is told of and killed.
  @Override
  public void close() {
    launcher.stop(PATIENCE);
    for (long pid : pids) {
      ProcessHandle.of(pid)
          .filter(left -> !ends(left))
          .ifPresent(left -> {
            System.err.println("the suite left process " + pid + " behind: killing it");
            left.destroyForcibly();
          });
    }
  }

  /// Whether it ends by itself: the launcher has waited for it, the system may not yet have
  /// noticed.
  private static boolean ends(ProcessHandle process) {
    try {
      process.onExit().get(LAST_MOMENT.toSeconds(), TimeUnit.SECONDS);
      return true;
    } catch (TimeoutException stays) {
      return false;
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
