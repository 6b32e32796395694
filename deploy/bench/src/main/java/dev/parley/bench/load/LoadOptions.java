package dev.parley.bench.load;

import dev.parley.bench.cli.Arguments;
import dev.parley.bench.cli.UsageException;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/// One run of the load generator.
///
/// @param api where conversations are made, such as `http://127.0.0.1:8080`
/// @param socket where Socket.IO listens, such as `ws://127.0.0.1:8080`
/// @param secret HS256 secret of the users' tokens
/// @param users connections, 1–50 000; even for direct
/// @param senders members of a group that send, 1–users
/// @param window closed loop: unacknowledged messages per sender at a time, 1–10 000
/// @param rate open loop: messages a second in all, 1–1 000 000, whatever the answers; 0: closed
///   loop @param seconds measured, 1–3 600
/// @param warmup seconds under load before that, 0–3 600
/// @param drain seconds given to late answers and deliveries afterwards, 0–600
/// @param chars length of a message's content, 20–16 000
/// @param pids the server's processes, their descendants count too; empty: nothing is measured
record LoadOptions(
    URI api,
    URI socket,
    String secret,
    Scenario scenario,
    int users,
    int senders,
    int window,
    int rate,
    int seconds,
    int warmup,
    int drain,
    int chars,
    List<Long> pids) {

  static final String HELP =
      """
      bench load --api http://127.0.0.1:8080 --socket ws://127.0.0.1:8080 --secret … [options]
        --scenario direct|group|connect   (direct)
        --users N      connections (200)
        --senders N    group: members that send (1)
        --window N     closed loop: unacknowledged messages per sender (4)
        --rate N       open loop instead: messages a second in all
        --seconds N    measured (20)       --warmup N  before that (5)
        --drain N      for what is late, afterwards (10)
        --chars N      length of a message's content (120)
        --pids P,Q     server processes whose CPU and memory count, descendants included
      Prints one JSON object.\
      """;

  static LoadOptions parse(List<String> args) {
    Arguments given = new Arguments(args, Set.of());
    Scenario scenario = Scenario.named(given.text("scenario").orElse("direct"));
    int users = given.number("users", 200, 1, 50_000);
    if (scenario == Scenario.DIRECT && users % 2 != 0) {
      throw new UsageException("--users must be even for direct");
    }
    LoadOptions options =
        new LoadOptions(
            URI.create(given.required("api")),
            URI.create(given.required("socket")),
            given.required("secret"),
            scenario,
            users,
            given.number("senders", 1, 1, users),
            given.number("window", 4, 1, 10_000),
            given.number("rate", 0, 0, 1_000_000),
            given.number("seconds", 20, 1, 3600),
            given.number("warmup", 5, 0, 3600),
            given.number("drain", 10, 0, 600),
            given.number("chars", 120, 20, 16_000),
            given.text("pids").map(LoadOptions::pids).orElse(List.of()));
    given.finish();
    return options;
  }

  private static List<Long> pids(String list) {
    try {
      return Arrays.stream(list.split(",", -1)).map(Long::valueOf).toList();
    } catch (NumberFormatException e) {
      throw new UsageException("--pids must be process ids with commas between them");
    }
  }

  /// How many users share a conversation.
  int conversationSize() {
    return scenario == Scenario.DIRECT ? 2 : users;
  }

  /// How many members of a conversation send.
  int sendersPerConversation() {
    return scenario == Scenario.DIRECT ? 2 : senders;
  }

  String mode() {
    return rate > 0 ? "rate %d/s".formatted(rate) : "window %d".formatted(window);
  }
}
