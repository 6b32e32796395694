package dev.parley.bench.scale;

import dev.parley.bench.result.Svg;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Cost against size as an SVG: a small panel for each question, sizes by their logarithm, costs
/// from zero. What is flat looks flat.
final class LineChart {
  private static final int COLUMNS = 2;
  private static final int PANEL_WIDTH = 400;
  private static final int PANEL_HEIGHT = 150;
  private static final int MARGIN = 20;
  private static final int HEAD = 58;
  private static final int PLOT_TOP = 44;
  private static final int PLOT_HEIGHT = 70;
  private static final int INDENT = 24;
  private static final double LEAST_MS = 10;
  private static final String STYLE =
      """
      <style>
        text { font: 12px system-ui, -apple-system, "Segoe UI", sans-serif; fill: #57606a; }
        .title { font-size: 16px; font-weight: 600; fill: #24292f; }
        .panel { font-weight: 600; fill: #24292f; }
        .cost { fill: none; stroke: #0a7f78; stroke-width: 2; }
        .dot { fill: #0a7f78; }
        .axis { stroke: #8c959f; stroke-width: 1; }
        @media (prefers-color-scheme: dark) {
          text { fill: #9198a1; }
          .title, .panel { fill: #e6edf3; }
          .cost { stroke: #2fb5ab; }
          .dot { fill: #2fb5ab; }
        }
      </style>
      """;

  private LineChart() {}

  /// @param subtitle what was measured where; any text
  static String of(List<Cost> costs, String subtitle) {
    return draw(ScaleReport.byQuestion(costs), subtitle);
  }

  private static String draw(Map<String, List<Cost>> questions, String subtitle) {
    int rows = (questions.size() + COLUMNS - 1) / COLUMNS;
    int width = COLUMNS * PANEL_WIDTH + (COLUMNS + 1) * MARGIN;
    int height = HEAD + rows * PANEL_HEIGHT + MARGIN;
    Svg svg = new Svg(width, height, "cost against size", STYLE);
    svg.line("<text class=\"title\" x=\"%d\" y=\"26\">Median answer against size</text>", MARGIN);
    svg.line("<text x=\"%d\" y=\"46\">%s</text>", MARGIN, Svg.escape(subtitle));
    int i = 0;
    for (Map.Entry<String, List<Cost>> question : questions.entrySet()) {
      int x = MARGIN + i % COLUMNS * (PANEL_WIDTH + MARGIN);
      panel(svg, question.getKey(), question.getValue(), x, HEAD + i / COLUMNS * PANEL_HEIGHT);
      i++;
    }
    return svg.end();
  }

  private static void panel(Svg svg, String question, List<Cost> costs, int x, int y) {
    svg.line("<text class=\"panel\" x=\"%d\" y=\"%d\">%s</text>", x, y + 22, Svg.escape(question));
    int bottom = y + PLOT_TOP + PLOT_HEIGHT;
    svg.line(
        "<line class=\"axis\" x1=\"%d\" y1=\"%d\" x2=\"%d\" y2=\"%d\"/>",
        x, bottom, x + PANEL_WIDTH, bottom);
    double most = Math.max(LEAST_MS, costs.stream().mapToDouble(Cost::p50).max().orElse(0));
    StringBuilder points = new StringBuilder();
    for (int i = 0; i < costs.size(); i++) {
      Cost cost = costs.get(i);
      double at = x + INDENT + share(costs, i) * (PANEL_WIDTH - 2 * INDENT);
      double up = bottom - cost.p50() / most * PLOT_HEIGHT;
      points.append(Svg.decimal(at)).append(',').append(Svg.decimal(up)).append(' ');
      svg.line(
          "<circle class=\"dot\" cx=\"%s\" cy=\"%s\" r=\"3\"/>", Svg.decimal(at), Svg.decimal(up));
      svg.line(
          "<text x=\"%s\" y=\"%s\" text-anchor=\"middle\">%s ms</text>",
          Svg.decimal(at), Svg.decimal(up - 7), Svg.decimal(cost.p50()));
      svg.line(
          "<text x=\"%s\" y=\"%d\" text-anchor=\"middle\">%s</text>",
          Svg.decimal(at), bottom + 15, String.format(Locale.ROOT, "%,d", cost.size()));
    }
    svg.line("<polyline class=\"cost\" points=\"%s\"/>", points.toString().trim());
  }

  /// How far along the axis, 0 to 1.
  private static double share(List<Cost> costs, int i) {
    double first = Math.log(costs.getFirst().size());
    double last = Math.log(costs.getLast().size());
    return last > first ? (Math.log(costs.get(i).size()) - first) / (last - first) : 0;
  }
}
