package dev.parley.bench.compare;

import dev.parley.bench.result.BarChart;
import dev.parley.bench.result.Findings;
import dev.parley.bench.result.Machine;
import dev.parley.bench.result.MarkdownTable;
import dev.parley.bench.result.Measurement;
import dev.parley.bench.result.Publication;
import dev.parley.bench.result.ReadmeBlock;
import dev.parley.bench.result.Results;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// Tells what a comparison came to. What is not a whole one (`--quick`, `--only`, one server) stays
/// in `target/comparison`.
final class ComparisonReport {
  private static final Publication.Names NAMES =
      new Publication.Names(
          ReadmeBlock.MEASURED,
          "comparison",
          "table.md",
          "comparison.svg",
          "measurements.json",
          "The same figures as bars");

  private final CompareOptions options;
  private final String machine;

  ComparisonReport(CompareOptions options, Clock clock) {
    this.options = options;
    this.machine = Machine.describe(clock);
  }

  void publish(Results results, Findings findings) throws IOException {
    new Publication(block(results, findings), BarChart.of(results, machine), results.all())
        .publish(options.home(), NAMES, options.isComplete());
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
}
