package dev.parley.bench.scale;

import dev.parley.bench.corpus.Corpus;
import dev.parley.bench.corpus.Proportions;
import dev.parley.bench.result.Machine;
import dev.parley.bench.result.Publication;
import dev.parley.bench.result.ReadmeBlock;
import java.io.IOException;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/// Tells the costs: a table for each thing that grows, and the plot.
final class ScaleReport {

  private static final Publication.Names NAMES =
      new Publication.Names(
          ReadmeBlock.SCALE, "scale", "scale.md", "scale.svg", "scale.json", "The same as lines");

  private final ScaleOptions options;
  private final String machine;

  ScaleReport(ScaleOptions options, Clock clock) {
    this.options = options;
    this.machine = Machine.describe(clock);
  }

  void publish(Corpus corpus, List<Cost> costs) throws IOException {
    String text = tables(costs) + told(corpus, costs);
    new Publication(text, LineChart.of(costs, machine), costs)
        .publish(options.home(), NAMES, options.isComplete());
  }

  /// The costs of one question, by growing size, under its name.
  static Map<String, List<Cost>> byQuestion(List<Cost> costs, Axis axis) {
    return costs.stream()
        .filter(cost -> cost.axis() == axis)
        .collect(Collectors.groupingBy(Cost::question, LinkedHashMap::new, Collectors.toList()));
  }

  private String told(Corpus corpus, List<Cost> costs) {
    return """
    Each: the median · the 99th percentile, in ms, and in brackets the CPU that all of the suite's \
    processes spent for it, in ms; last, what the median at the largest size is of that at the \
    smallest. %d requests each, one at a time, through the gateway, sizes taking turns; %s \
    messages in one suite. Measured on %s.

    %s
    """
        .formatted(
            costs.isEmpty() ? 0 : costs.getFirst().requests(),
            thousands(corpus.messages()),
            machine,
            Proportions.inWords());
  }

  /// A row for each question, a column for each size.
  static String tables(List<Cost> costs) {
    StringBuilder tables = new StringBuilder();
    for (Axis axis : Axis.values()) {
      Map<String, List<Cost>> questions = byQuestion(costs, axis);
      if (!questions.isEmpty()) {
        append(tables, axis, questions);
      }
    }
    return tables.toString();
  }

  private static void append(StringBuilder tables, Axis axis, Map<String, List<Cost>> questions) {
    List<Cost> first = questions.values().iterator().next();
    tables.append("| by ").append(axis.words()).append(" |");
    first.forEach(cost -> tables.append(" %s |".formatted(thousands(cost.size()))));
    tables.append(" × |\n|-|").append("-:|".repeat(first.size() + 1)).append('\n');
    questions.forEach((question, sizes) -> {
      tables.append("| ").append(question).append(" |");
      sizes.forEach(cost -> tables.append(' ').append(cell(cost)).append(" |"));
      tables.append(
          String.format(Locale.ROOT, " %.1f |%n", sizes.getLast().p50() / sizes.getFirst().p50()));
    });
    tables.append('\n');
  }

  private static String cell(Cost cost) {
    return String.format(Locale.ROOT, "%.1f · %.1f (%.1f)", cost.p50(), cost.p99(), cost.cpu());
  }

  static String thousands(long number) {
    return String.format(Locale.ROOT, "%,d", number).replace(',', ' ');
  }
}
