package dev.parley.bench.scale;

import dev.parley.bench.cli.Arguments;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// One run.
///
/// @param project the project's folder, where `./run` is
/// @param largest messages of the largest conversation, 1 000–10 000 000
/// @param requests measured for each question and size, 10–10 000
/// @param startWithin until the suite must be ready, building included
record ScaleOptions(Path project, int largest, int requests, Duration startWithin) {

  static final String HELP =
      """
      deploy/bench/run scale [options]: what questions cost as the data grows
        --quick          up to 10 000 messages: a smoke test; results stay in target/
        --largest N      messages of the largest conversation (1000000)
        --requests N     measured for each question and size (100)
        --start-within N seconds until the suite must be ready, a build included (1200)
      Exit code: 0 done; 1 a question was refused; 2 wrong arguments; 3 the suite did not start.\
      """;

  private static final int SMALLEST = 1_000;
  private static final int STEP = 10;
  private static final int WHOLE = 1_000_000;

  static ScaleOptions parse(List<String> args) {
    Arguments given = new Arguments(args, Set.of("quick"));
    boolean quick = given.given("quick");
    ScaleOptions options =
        new ScaleOptions(
            Path.of(given.text("project").orElse(".")).toAbsolutePath().normalize(),
            given.number("largest", quick ? 10_000 : WHOLE, SMALLEST, 10_000_000),
            given.number("requests", quick ? 20 : 100, 10, 10_000),
            Duration.ofSeconds(given.number("start-within", 1200, 1, 7200)));
    given.finish();
    return options;
  }

  /// Messages in one conversation: 1 000, 10 000 … up to the largest.
  List<Integer> depths() {
    List<Integer> depths = new ArrayList<>();
    for (long depth = SMALLEST; depth <= largest; depth *= STEP) {
      depths.add((int) depth);
    }
    return depths;
  }

  /// Conversations of one user.
  List<Integer> inboxes() {
    return List.of(10, 100, 1_000);
  }

  /// Whether the results are those that the README tells.
  boolean isComplete() {
    return largest >= WHOLE;
  }

  Path home() {
    return project.resolve("deploy/bench");
  }
}
