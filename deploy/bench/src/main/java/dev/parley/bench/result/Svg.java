package dev.parley.bench.result;

import java.util.Locale;

/// Writes an SVG, line by line.
public final class Svg {

  private final StringBuilder text = new StringBuilder();

  /// @param label what the picture shows, for those who cannot see it; any text
  /// @param style a `style` element
  public Svg(int width, int height, String label, String style) {
    line(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%d\" height=\"%d\""
            + " role=\"img\" aria-label=\"%s\">",
        width, height, width, height, escape(label));
    text.append(style);
  }

  /// @param format of [String#format], in no country's way
  public void line(String format, Object... values) {
    text.append(String.format(Locale.ROOT, format, values)).append('\n');
  }

  /// The whole picture. Nothing can be added afterwards.
  public String end() {
    line("</svg>");
    return text.toString();
  }

  /// A coordinate: one digit after the point.
  public static String decimal(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }

  /// Any text, to stand in an element or an attribute.
  public static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
