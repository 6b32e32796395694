package dev.parley.bench.result;

import java.util.List;
import java.util.OptionalDouble;

/// The comparison as an SVG: one small bar chart per plotted metric, each from zero, with its own
/// scale. Text and colours keep their contrast on a light and on a dark page.
public final class BarChart {
  private static final int COLUMNS = 2;
  private static final int PANEL_WIDTH = 400;
  private static final int PANEL_HEIGHT = 118;
  private static final int MARGIN = 20;
  private static final int HEAD = 58;
  private static final int LABEL_WIDTH = 46;
  private static final int VALUE_WIDTH = 96;
  private static final int BAR_HEIGHT = 22;
  private static final int BAR_STEP = 30;
  private static final String STYLE =
      """
      <style>
        text { font: 13px system-ui, -apple-system, "Segoe UI", sans-serif; fill: #57606a; }
        .title { font-size: 16px; font-weight: 600; fill: #24292f; }
        .panel { font-weight: 600; fill: #24292f; }
        .suite { fill: #0a7f78; }
        .peer { fill: #b8691b; }
        .axis { stroke: #8c959f; stroke-width: 1; }
        @media (prefers-color-scheme: dark) {
          text { fill: #9198a1; }
          .title, .panel { fill: #e6edf3; }
          .suite { fill: #2fb5ab; }
          .peer { fill: #e0954a; }
        }
      </style>
      """;
  private final Results results;

  private BarChart(Results results) {
    this.results = results;
  }

  /// @param subtitle what was measured where; any text
  public static String of(Results results, String subtitle) {
    return new BarChart(results).draw(subtitle);
  }

  private String draw(String subtitle) {
    List<Metric> metrics =
        Metric.ALL.stream().filter(Metric::plotted).filter(metric -> largest(metric) > 0).toList();
    int rows = (metrics.size() + COLUMNS - 1) / COLUMNS;
    int width = COLUMNS * PANEL_WIDTH + (COLUMNS + 1) * MARGIN;
    int height = HEAD + rows * PANEL_HEIGHT + MARGIN;
    Svg svg = new Svg(width, height, title(), STYLE);
    svg.line("<text class=\"title\" x=\"%d\" y=\"26\">%s</text>", MARGIN, Svg.escape(title()));
    svg.line("<text x=\"%d\" y=\"46\">%s</text>", MARGIN, Svg.escape(subtitle));
    for (int i = 0; i < metrics.size(); i++) {
      int x = MARGIN + i % COLUMNS * (PANEL_WIDTH + MARGIN);
      panel(svg, metrics.get(i), x, HEAD + i / COLUMNS * PANEL_HEIGHT);
    }
    return svg.end();
  }

  private String title() {
    String servers = String.join(" and ", results.servers());
    return results.rounds() < 2
        ? servers
        : servers + ", medians of " + results.rounds() + " rounds";
  }

  private double largest(Metric metric) {
    return results.servers().stream()
        .map(server -> results.median(server, metric))
        .filter(OptionalDouble::isPresent)
        .mapToDouble(OptionalDouble::getAsDouble)
        .max()
        .orElse(0);
  }

  private void panel(Svg svg, Metric metric, int x, int y) {
    String direction = metric.higherIsBetter() ? "more is better" : "less is better";
    svg.line(
        "<text class=\"panel\" x=\"%d\" y=\"%d\">%s</text>", x, y + 26, Svg.escape(metric.title()));
    svg.line(
        "<text x=\"%d\" y=\"%d\" text-anchor=\"end\">%s</text>",
        x + PANEL_WIDTH, y + 26, direction);
    int start = x + LABEL_WIDTH;
    int top = y + 38;
    double scale = (PANEL_WIDTH - LABEL_WIDTH - VALUE_WIDTH) / largest(metric);
    for (String server : results.servers()) {
      double value = results.median(server, metric).orElse(0);
      double length = Math.max(1, value * scale);
      svg.line("<text x=\"%d\" y=\"%d\">%s</text>", x, top + 16, Svg.escape(server));
      svg.line(
          "<rect class=\"%s\" x=\"%d\" y=\"%d\" width=\"%s\" height=\"%d\" rx=\"2\"/>",
          Svg.escape(server), start, top, Svg.decimal(length), BAR_HEIGHT);
      svg.line(
          "<text x=\"%s\" y=\"%d\">%s</text>",
          Svg.decimal(start + length + 6), top + 16, Svg.escape(metric.format(value)));
      top += BAR_STEP;
    }
    svg.line(
        "<line class=\"axis\" x1=\"%d\" y1=\"%d\" x2=\"%d\" y2=\"%d\"/>",
        start, y + 34, start, top - BAR_STEP + BAR_HEIGHT + 4);
  }
}
