package dev.parley.bench.compare;

import dev.parley.bench.result.BarChart;
import dev.parley.bench.result.Findings;
import dev.parley.bench.result.Machine;
import dev.parley.bench.result.MarkdownTable;
import dev.parley.bench.result.Measurement;
import dev.parley.bench.result.ReadmeBlock;
import dev.parley.bench.result.Results;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// Prints the table, and writes what the README shows: `results/` and the README's own block. What
/// is not a whole comparison (`--quick`, `--only`, one server) stays in `target/comparison`.
final class Publication {
  private final CompareOptions options;
  private final String machine;

  Publication(CompareOptions options, Clock clock) {
    this.options = options;
    this.machine = Machine.describe(clock);
  }

  void publish(Results results, Findings findings) throws IOException {
    Path folder = options.home().resolve(options.isComplete() ? "results" : "target/comparison");
    Files.createDirectories(folder);
    String block = block(results, findings);
    Files.writeString(folder.resolve("table.md"), block);
    Files.writeString(folder.resolve("comparison.svg"), BarChart.of(results, machine));
    Files.writeString(folder.resolve("measurements.json"), json(results));
    if (options.isComplete()) {
      Path readme = options.home().resolve("README.md");
      String withPlot = block + "\n![The same figures as bars](results/comparison.svg)\n";
      Files.writeString(
          readme, ReadmeBlock.replace(Files.readString(readme), ReadmeBlock.MEASURED, withPlot));
    }
    System.out.println(block);
    System.out.println("written to " + folder);
  }

  private String block(Results results, Findings findings) {
    StringBuilder block = new StringBuilder(MarkdownTable.of(results));
    block.append("\nMeasured on ").append(machine).append(": ");
    block.append(
        String.format(
            Locale.ROOT,
            "%d rounds of %d s after %d s of warm-up; medians, ranges in brackets.%n",
            results.rounds(),
            options.seconds(),
            options.warmup()));
    block.append(others(results));
    block.append(
        findings.faults().isEmpty()
            ? "Nothing was lost, doubled, refused, unanswered or misdelivered in any run, and no"
                + " socket was closed.\n"
            : "What went wrong:\n" + list(findings.faults()));
    if (!findings.doubts().isEmpty()) {
      block.append("Doubtful:\n").append(list(findings.doubts()));
    }
    return block.append(reordered(results)).toString();
  }

  private static String rounds(Results results) {
    return results.rounds() == 1
        ? "one round"
        : "medians of " + results.rounds() + " rounds, ranges in brackets,";
  }

  /// The server that is not measured idles beside the one that is: what that takes from it.
  private static String others(Results results) {
    if (results.servers().size() < 2) {
      return "";
    }
    return results.servers().stream()
        .map(server -> "beside the %s: %.2f".formatted(server, meanOthersCores(results, server)))
        .collect(
            Collectors.joining(
                "; ", "CPU cores that the idling other one took meanwhile: ", ".\n"));
  }

  private static double meanOthersCores(Results results, String server) {
    return results.all().stream()
        .filter(measurement -> measurement.server().equals(server))
        .mapToDouble(Measurement::othersCores)
        .average()
        .orElse(0);
  }

  /// Not a fault of a server that promises no order, and worth knowing.
  private static String reordered(Results results) {
    return results.servers().stream()
        .map(server ->
            "%s: %d"
                .formatted(
                    server,
                    results.all().stream()
                        .filter(measurement -> measurement.server().equals(server))
                        .mapToLong(m -> m.report().path("sender_reordered").asLong(0))
                        .sum()))
        .collect(
            Collectors.joining(
                "; ", "Deliveries in another order than their sender sent them: ", ".\n"));
  }

  private static String list(List<String> items) {
    return items.stream().map(item -> "- " + item + "\n").collect(Collectors.joining());
  }

  private static String json(Results results) {
    return JsonMapper.builder()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .build()
            .writeValueAsString(results.all())
        + "\n";
  }
}
