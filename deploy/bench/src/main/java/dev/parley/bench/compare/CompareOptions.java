package dev.parley.bench.compare;

import dev.parley.bench.cli.Arguments;
import dev.parley.bench.cli.UsageException;
import dev.parley.bench.compare.Work.Sizes;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/// One comparison.
///
/// @param project the project's folder, where `./run` is
/// @param works what is measured
/// @param servers `suite`, `peer`
/// @param rounds of everything, 1–99; medians are told
/// @param seconds measured per run, 1–600
/// @param warmup seconds under load before that, 0–600
/// @param preheat seconds of direct load on each server before the first round, 0–600
/// @param quick small and short: does it work, not how fast is it
/// @param atLeast the direct throughput that the suite must reach, in the peer's; 0: any
/// @param startWithin until a server must be ready, building included
record CompareOptions(
    Path project,
    Set<Work> works,
    List<String> servers,
    int rounds,
    int seconds,
    int warmup,
    int preheat,
    boolean quick,
    double atLeast,
    Duration startWithin) {

  static final List<String> BOTH = List.of("suite", "peer");
  static final String HELP =
      """
      deploy/bench/run [options]: the suite against the peer, on this machine
        --quick          one short, small round: a smoke test; results stay in target/
        --only LIST      of direct,latency,group,idle (the first three)
        --servers LIST   of suite,peer (both)
        --rounds N       medians are told (3)
        --seconds N      measured per run (10)
        --warmup N       seconds under load before each (5)
        --preheat N      seconds of load on each server before the first round (30)
        --at-least R     fail unless the suite's direct throughput is R times the peer's
        --start-within N seconds until a server must be ready, a build included (1200)
      Exit code: 0 done and nothing went wrong; 1 something was lost, doubled, out of order,
      refused or too slow; 2 wrong arguments; 3 a server could not be started.\
      """;

  static CompareOptions parse(List<String> args) {
    Arguments given = new Arguments(args, Set.of("quick"));
    boolean quick = given.given("quick");
    CompareOptions options =
        new CompareOptions(
            Path.of(given.text("project").orElse(".")).toAbsolutePath().normalize(),
            given.text("only").map(Work::named).orElseGet(Work::usual),
            given.text("servers").map(CompareOptions::servers).orElse(BOTH),
            given.number("rounds", quick ? 1 : 3, 1, 99),
            given.number("seconds", quick ? 3 : 10, 1, 600),
            given.number("warmup", quick ? 2 : 5, 0, 600),
            given.number("preheat", quick ? 0 : 30, 0, 600),
            quick,
            given.text("at-least").map(CompareOptions::ratio).orElse(0.0),
            Duration.ofSeconds(given.number("start-within", 1200, 1, 7200)));
    given.finish();
    return options;
  }

  private static List<String> servers(String list) {
    List<String> servers = List.of(list.split(",", -1));
    if (!BOTH.containsAll(servers)) {
      throw new UsageException("--servers takes suite and peer");
    }
    return servers.stream().distinct().toList();
  }

  private static double ratio(String text) {
    try {
      double ratio = Double.parseDouble(text);
      if (ratio >= 0 && ratio < 1000) {
        return ratio;
      }
    } catch (NumberFormatException e) {
      // Told below.
    }
    throw new UsageException("--at-least must be a number, 0 or more");
  }

  Sizes sizes() {
    return quick ? Sizes.QUICK : Sizes.FULL;
  }

  /// Whether the results are those that the README tells.
  boolean isComplete() {
    return !quick && servers.containsAll(BOTH) && works.containsAll(Work.usual());
  }

  Path home() {
    return project.resolve("deploy/bench");
  }
}
