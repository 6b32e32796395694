package dev.parley.bench;

import dev.parley.bench.cli.UsageException;
import dev.parley.bench.compare.Comparison;
import dev.parley.bench.load.LoadGenerator;
import dev.parley.bench.scale.Scale;
import java.util.Arrays;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.LogManager;

/// `load`: one load on one server. `compare`: the suite against the peer. `scale`: what questions
/// cost as the data grows.
public final class Main {
  private Main() {}

  public static void main(String[] args) throws Exception {
    // The embedded PostgreSQL tells its whole story otherwise.
    LogManager.getLogManager().getLogger("").setLevel(Level.WARNING);
    try {
      String command = args.length == 0 ? "" : args[0];
      List<String> rest = Arrays.asList(args).subList(Math.min(1, args.length), args.length);
      int code =
          switch (command) {
            case "load" -> LoadGenerator.run(rest);
            case "compare" -> Comparison.run(rest);
            case "scale" -> Scale.run(rest);
            default -> throw new UsageException("usage: bench load|compare|scale --help");
          };
      System.exit(code);
    } catch (UsageException e) {
      System.err.println(e.getMessage());
      System.exit(2);
    }
  }
}
