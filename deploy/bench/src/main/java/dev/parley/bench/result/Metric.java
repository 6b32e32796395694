package dev.parley.bench.result;

import java.util.List;
import java.util.Locale;

/// A number of a report that is worth telling.
///
/// @param work the label of the load
/// @param title for the table and the plot
/// @param unit behind the number; may be empty
/// @param pointer JSON pointer into the generator's report
/// @param digits after the decimal point
/// @param higherIsBetter for reading the ratio
/// @param plotted whether the plot shows it
public record Metric(
    String work,
    String title,
    String unit,
    String pointer,
    int digits,
    boolean higherIsBetter,
    boolean plotted) {

  public static final List<Metric> ALL =
      List.of(
          higher("direct", "Direct messages, stored and delivered", "/s", "/acked_per_s"),
          lower("direct", "Server CPU per message", "µs", "/server/cpu_us_per_message", 0, true),
          lower("direct", "Delivery p50 at that load", "ms", "/delivery_ms/p50", 1, false),
          lower("direct", "Delivery p99 at that load", "ms", "/delivery_ms/p99", 1, false),
          lower("direct", "Server memory afterwards", "MB", "/server/mb", 0, false),
          lower("latency", "Delivery p50 at 200 messages/s", "ms", "/delivery_ms/p50", 2, true),
          lower("latency", "Delivery p99 at 200 messages/s", "ms", "/delivery_ms/p99", 2, true),
          lower("latency", "Acknowledgement p50 at 200/s", "ms", "/ack_ms/p50", 2, false),
          lower("latency", "Acknowledgement p99 at 200/s", "ms", "/ack_ms/p99", 2, false),
          higher("group", "Deliveries in a large group", "/s", "/delivered_per_s"),
          lower("group", "Server CPU per delivery", "µs", "/server/cpu_us_per_delivery", 1, true),
          lower("group", "Delivery p50 at that load", "ms", "/delivery_ms/p50", 1, false),
          lower("group", "Delivery p99 at that load", "ms", "/delivery_ms/p99", 1, false),
          lower("idle", "Memory per idle connection", "KB", "/kb_per_connection", 1, true));

  private static Metric higher(String work, String title, String unit, String pointer) {
    return new Metric(work, title, unit, pointer, 0, true, true);
  }

  private static Metric lower(
      String work, String title, String unit, String pointer, int digits, boolean plotted) {
    return new Metric(work, title, unit, pointer, digits, false, plotted);
  }

  /// The number with its unit, thousands apart.
  public String format(double value) {
    String number = String.format(Locale.ROOT, "%,." + digits + "f", value).replace(',', ' ');
    return unit.isEmpty() || unit.startsWith("/") ? number + unit : number + " " + unit;
  }
}
