package dev.parley.bench.compare;

import dev.parley.bench.compare.LoadRunner.Outcome;
import dev.parley.bench.result.Findings;
import dev.parley.bench.result.Measurement;
import dev.parley.bench.result.Metric;
import dev.parley.bench.result.Results;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/// Starts the servers, puts every load on each in turn, some rounds of it, and tells what came out.
public final class Comparison {
  private static final int SETTLE_MILLIS = 3000;
  private final CompareOptions options;
  private final LoadRunner runner;
  private final Results results = new Results();

  private Comparison(CompareOptions options, Path work) {
    this.options = options;
    this.runner = new LoadRunner(options, work);
  }

  /// @return the exit code
  public static int run(List<String> args) throws IOException, InterruptedException {
    if (args.contains("--help")) {
      System.out.println(CompareOptions.HELP);
      return 0;
    }
    CompareOptions options = CompareOptions.parse(args);
    Path work = Files.createTempDirectory("parley-bench-");
    int code = run(options, work);
    if (code == 0) {
      WorkFolder.delete(work);
    } else {
      System.err.println("logs and data are kept in " + work);
    }
    return code;
  }

  private static int run(CompareOptions options, Path work)
      throws IOException, InterruptedException {
    try (RunningServers servers = new RunningServers(options, work)) {
      for (String name : options.servers()) {
        servers.start(name);
      }
      return new Comparison(options, work).measure(servers.all());
    } catch (StartFailure e) {
      System.err.println(e.getMessage());
      return 3;
    }
  }

  private int measure(List<Server> servers) throws StartFailure, IOException, InterruptedException {
    preheat(servers);
    for (int round = 1; round <= options.rounds(); round++) {
      for (Work work : options.works()) {
        // Whoever is first in one round is last in the next.
        for (Server server : round % 2 == 1 ? servers : servers.reversed()) {
          measure(server, work, round, servers);
        }
      }
    }
    Set<String> ordered =
        servers.stream()
            .filter(Server::keepsOrder)
            .map(Server::name)
            .collect(Collectors.toUnmodifiableSet());
    Findings findings = Findings.of(results.all(), ordered);
    new ComparisonReport(options, Clock.systemDefaultZone()).publish(results, findings);
    boolean fastEnough = isFastEnough();
    return findings.faults().isEmpty() && fastEnough ? 0 : 1;
  }

  /// What has just started compiles, fills caches and opens connections: not what is to be
  /// measured.
  private void preheat(List<Server> servers)
      throws StartFailure, IOException, InterruptedException {
    if (options.preheat() > 0) {
      for (Server server : servers) {
        Outcome outcome = runner.run(server, Work.DIRECT, options.preheat(), List.of());
        tell("preheat", server, outcome.report());
      }
    }
  }

  private void measure(Server server, Work work, int round, List<Server> servers)
      throws StartFailure, IOException, InterruptedException {
    Thread.sleep(SETTLE_MILLIS);
    List<Long> others =
        servers.stream()
            .filter(other -> other != server)
            .flatMap(other -> other.pids().stream())
            .toList();
    Outcome outcome = runner.run(server, work, options.seconds(), others);
    results.add(
        new Measurement(
            server.name(), work.label(), round, outcome.report(), outcome.othersCores()));
    tell("round " + round + " " + work.label(), server, outcome.report());
  }

  private static void tell(String what, Server server, JsonNode report) {
    String told =
        report.has("acked_per_s")
            ? "%d messages/s, %d deliveries/s, p99 %.1f ms, %d µs of server CPU a message"
                .formatted(
                    report.path("acked_per_s").asLong(),
                    report.path("delivered_per_s").asLong(),
                    report.at("/delivery_ms/p99").asDouble(0),
                    report.at("/server/cpu_us_per_message").asLong(0))
            : report.path("kb_per_connection").asDouble(0) + " KB a connection";
    System.err.println(what + ", " + server.name() + ": " + told);
  }

  private boolean isFastEnough() {
    Metric throughput = Metric.ALL.getFirst();
    OptionalDouble ratio = results.ratio(throughput);
    if (options.atLeast() == 0 || ratio.orElse(0) >= options.atLeast()) {
      return true;
    }
    System.err.println("the suite's direct throughput is below " + options.atLeast());
    return false;
  }

  /// The servers of a comparison; stopped when it ends, however it ends.
  private static final class RunningServers implements AutoCloseable {
    private final CompareOptions options;
    private final Path work;
    private final List<Server> servers = new ArrayList<>();
    private final String secret = randomSecret();

    RunningServers(CompareOptions options, Path work) {
      this.options = options;
      this.work = work;
    }

    void start(String name) throws StartFailure, InterruptedException {
      System.err.println("starting the " + name);
      try {
        servers.add(
            name.equals("suite")
                ? SuiteServer.start(options.project(), options.startWithin(), work, secret)
                : PeerServer.start(options.home().resolve("peer"), work, secret));
      } catch (StartFailure e) {
        throw new StartFailure("the " + name + " did not start", e);
      }
    }

    List<Server> all() {
      return List.copyOf(servers);
    }

    private static String randomSecret() {
      byte[] bytes = new byte[32];
      new SecureRandom().nextBytes(bytes);
      return HexFormat.of().formatHex(bytes);
    }

    @Override
    public void close() {
      servers.reversed().forEach(Server::close);
    }
  }
}
