package dev.parley.bench.scale;

import dev.parley.bench.cli.Arguments;
import dev.parley.bench.corpus.CorpusPlan;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// One run.
///
/// @param project the project's folder, where `./run` is
/// @param shortened small and short: does it work, not what does it cost
/// @param largest messages of the largest conversation, 1 000–10 000 000
/// @param requests measured for each question and size, 10–10 000
/// @param keep whether the suite's data stays when all went well
/// @param startWithin until the suite must be ready, building included
record ScaleOptions(
    Path project,
    boolean shortened,
    int largest,
    int requests,
    boolean keep,
    Duration startWithin) {

  static final String HELP =
      """
      deploy/bench/run scale [options]: what questions cost as the data grows
        --short          up to 10 000 messages, few requests: does it work; results stay in target/
        --largest N      messages of the largest conversation (1000000)
        --requests N     measured for each question and size, in tens (300)
        --keep           the suite's data and logs, to look at
        --start-within N seconds until the suite must be ready, a build included (1200)
      Exit code: 0 done; 1 a question was refused or answered wrongly, or the rows written are not
      what the suite would have written; 2 wrong arguments; 3 the suite did not start.\
      """;

  private static final int SMALLEST = 1_000;
  private static final int STEP = 10;
  private static final int WHOLE = 1_000_000;
  private static final int IN_A_ROW = 10;
  private static final int WARM_UP = 3;

  static ScaleOptions parse(List<String> args) {
    Arguments given = new Arguments(args, Set.of("short", "keep"));
    boolean shortened = given.given("short");
    ScaleOptions options =
        new ScaleOptions(
            Path.of(given.text("project").orElse(".")).toAbsolutePath().normalize(),
            shortened,
            given.number("largest", shortened ? 10_000 : WHOLE, SMALLEST, 10_000_000),
            given.number("requests", shortened ? 20 : 300, IN_A_ROW, 10_000),
            given.given("keep"),
            Duration.ofSeconds(given.number("start-within", 1200, 1, 7200)));
    given.finish();
    return options;
  }

  CorpusPlan plan() {
    return shortened
        ? new CorpusPlan(histories(), 100, List.of(10, 100), List.of(2, 3, 50, 500))
        : new CorpusPlan(
            histories(), 1_000, List.of(10, 100, 1_000), List.of(2, 3, 50, 500, 10_000));
  }

  /// 1 000, 10 000 … up to the largest.
  private List<Integer> histories() {
    List<Integer> histories = new ArrayList<>();
    for (long size = SMALLEST; size <= largest; size *= STEP) {
      histories.add((int) size);
    }
    return histories;
  }

  /// Requests of one kind and size, one after the other.
  int inARow() {
    return IN_A_ROW;
  }

  int turns() {
    return requests / IN_A_ROW;
  }

  /// Turns that do not count.
  int warmUp() {
    return shortened ? 1 : WARM_UP;
  }

  /// Whether the results are those that the README tells.
  boolean isComplete() {
    return !shortened && largest >= WHOLE;
  }

  Path home() {
    return project.resolve("deploy/bench");
  }
}
