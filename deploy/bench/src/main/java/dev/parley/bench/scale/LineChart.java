package dev.parley.bench.scale;

import dev.parley.bench.result.Svg;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/// Cost against size as an SVG: a small panel for each question, sizes by their logarithm, costs
/// from zero. What is flat looks flat.
final class LineChart {
  private static final int COLUMNS = 3;
  private static final int PANEL_WIDTH = 290;
  private static final int PANEL_HEIGHT = 140;
  private static final int MARGIN = 20;
  private static final int HEAD = 58;
  private static final int AXIS_HEAD = 34;
  private static final int PLOT_TOP = 38;
  private static final int PLOT_HEIGHT = 70;
  private static final int INDENT = 26;
  private static final double LEAST_MS = 10;
  private static final String STYLE =
      """
      <style>
        text { font: 12px system-ui, -apple-system, "Segoe UI", sans-serif; fill: #57606a; }
        .title { font-size: 16px; font-weight: 600; fill: #24292f; }
        .panel { font-weight: 600; fill: #24292f; }
        .axis-title { font-size: 14px; fill: #24292f; }
        .cost { fill: none; stroke: #0a7f78; stroke-width: 2; }
        .worst { fill: none; stroke: #8c959f; stroke-width: 1.5; stroke-dasharray: 4 3; }
        .dot { fill: #0a7f78; }
        .axis { stroke: #8c959f; stroke-width: 1; }
        @media (prefers-color-scheme: dark) {
          text { fill: #9198a1; }
          .title, .panel, .axis-title { fill: #e6edf3; }
          .cost { stroke: #2fb5ab; }
          .dot { fill: #2fb5ab; }
        }
      </style>
      """;

  private final List<Cost> costs;

  private LineChart(List<Cost> costs) {
    this.costs = costs;
  }

  /// @param subtitle what was measured where; any text
  static String of(List<Cost> costs, String subtitle) {
    return new LineChart(costs).draw(subtitle);
  }

  private String draw(String subtitle) {
    int width = COLUMNS * PANEL_WIDTH + (COLUMNS + 1) * MARGIN;
    Svg svg = new Svg(width, height(), "cost against size", STYLE);
    svg.line(
        "<text class=\"title\" x=\"%d\" y=\"26\">Answers against size: median, and dashed the 99th"
            + " percentile, ms</text>",
        MARGIN);
    svg.line("<text x=\"%d\" y=\"46\">%s</text>", MARGIN, Svg.escape(subtitle));
    int y = HEAD;
    for (Axis axis : Axis.values()) {
      Map<String, List<Cost>> questions = ScaleReport.byQuestion(costs, axis);
      if (!questions.isEmpty()) {
        svg.line(
            "<text class=\"axis-title\" x=\"%d\" y=\"%d\">By %s</text>",
            MARGIN, y + 22, Svg.escape(axis.words()));
        panels(svg, questions, y + AXIS_HEAD);
        y += heightOf(questions);
      }
    }
    return svg.end();
  }

  private int height() {
    int height = HEAD + MARGIN;
    for (Axis axis : Axis.values()) {
      height += heightOf(ScaleReport.byQuestion(costs, axis));
    }
    return height;
  }

  private static int heightOf(Map<String, List<Cost>> questions) {
    int rows = (questions.size() + COLUMNS - 1) / COLUMNS;
    return rows == 0 ? 0 : AXIS_HEAD + rows * PANEL_HEIGHT;
  }

  private static void panels(Svg svg, Map<String, List<Cost>> questions, int top) {
    int i = 0;
    for (Map.Entry<String, List<Cost>> question : questions.entrySet()) {
      int x = MARGIN + i % COLUMNS * (PANEL_WIDTH + MARGIN);
      panel(svg, question.getKey(), question.getValue(), x, top + i / COLUMNS * PANEL_HEIGHT);
      i++;
    }
  }

  private static void panel(Svg svg, String question, List<Cost> costs, int x, int y) {
    svg.line("<text class=\"panel\" x=\"%d\" y=\"%d\">%s</text>", x, y + 16, Svg.escape(question));
    int bottom = y + PLOT_TOP + PLOT_HEIGHT;
    svg.line(
        "<line class=\"axis\" x1=\"%d\" y1=\"%d\" x2=\"%d\" y2=\"%d\"/>",
        x, bottom, x + PANEL_WIDTH, bottom);
    double most = Math.max(LEAST_MS, costs.stream().mapToDouble(Cost::p99).max().orElse(0));
    double unit = PLOT_HEIGHT / most;
    line(svg, "worst", costs, cost -> bottom - cost.p99() * unit, x);
    line(svg, "cost", costs, cost -> bottom - cost.p50() * unit, x);
    for (Cost cost : costs) {
      String at = Svg.decimal(across(costs, cost, x));
      double up = bottom - cost.p50() * unit;
      svg.line("<circle class=\"dot\" cx=\"%s\" cy=\"%s\" r=\"3\"/>", at, Svg.decimal(up));
      svg.line(
          "<text x=\"%s\" y=\"%s\" text-anchor=\"middle\">%s</text>",
          at, Svg.decimal(up - 7), Svg.decimal(cost.p50()));
      svg.line(
          "<text x=\"%s\" y=\"%d\" text-anchor=\"middle\">%s</text>",
          at, bottom + 15, ScaleReport.thousands(cost.size()));
    }
  }

  private static void line(
      Svg svg, String kind, List<Cost> costs, ToDoubleFunction<Cost> height, int x) {
    StringBuilder points = new StringBuilder();
    for (Cost cost : costs) {
      points.append(Svg.decimal(across(costs, cost, x))).append(',');
      points.append(Svg.decimal(height.applyAsDouble(cost))).append(' ');
    }
    svg.line("<polyline class=\"%s\" points=\"%s\"/>", kind, points.toString().trim());
  }

  private static double across(List<Cost> costs, Cost cost, int x) {
    double first = Math.log(costs.getFirst().size());
    double last = Math.log(costs.getLast().size());
    double share = last > first ? (Math.log(cost.size()) - first) / (last - first) : 0;
    return x + INDENT + share * (PANEL_WIDTH - 2 * INDENT);
  }
}
