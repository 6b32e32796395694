package dev.parley.bench.result;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/// The medians and their ratios as a Markdown table; behind each median, in brackets, its range.
public final class MarkdownTable {
  private MarkdownTable() {}

  public static String of(Results results) {
    List<String> servers = results.servers();
    boolean compared = servers.size() == 2;
    List<String> lines = new ArrayList<>();
    lines.add(
        "| load | measured | "
            + String.join(" | ", servers)
            + (compared ? " | suite ÷ peer |" : " |"));
    lines.add("|-|-|" + "-:|".repeat(servers.size() + (compared ? 1 : 0)));
    for (Metric metric : Metric.ALL) {
      if (servers.stream().anyMatch(server -> results.median(server, metric).isPresent())) {
        lines.add(row(results, metric, servers, compared));
      }
    }
    return String.join("\n", lines) + "\n";
  }

  private static String row(
      Results results, Metric metric, List<String> servers, boolean compared) {
    StringBuilder row = new StringBuilder("| " + metric.work() + " | " + metric.title() + " |");
    for (String server : servers) {
      row.append(' ').append(cell(results, metric, server)).append(" |");
    }
    if (compared) {
      row.append(' ').append(ratio(results.ratio(metric), metric)).append(" |");
    }
    return row.toString();
  }

  private static String cell(Results results, Metric metric, String server) {
    OptionalDouble median = results.median(server, metric);
    if (median.isEmpty()) {
      return "–";
    }
    String told = metric.format(median.getAsDouble());
    List<Double> range = results.range(server, metric);
    if (results.rounds() < 2) {
      return told;
    }
    String format = "%." + metric.digits() + "f";
    return "%s (%s–%s)"
        .formatted(
            told,
            String.format(Locale.ROOT, format, range.getFirst()),
            String.format(Locale.ROOT, format, range.getLast()));
  }

  /// In bold where the suite is the better one.
  private static String ratio(OptionalDouble ratio, Metric metric) {
    if (ratio.isEmpty()) {
      return "–";
    }
    double value = ratio.getAsDouble();
    String told = String.format(Locale.ROOT, "%.2f", value);
    boolean better = metric.higherIsBetter() ? value > 1 : value < 1;
    return better ? "**" + told + "**" : told;
  }
}
