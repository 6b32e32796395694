package dev.parley.bench.result;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/// What went wrong in the measurements, and what makes a figure doubtful.
///
/// @param faults a server lost, doubled, reordered, refused or left unanswered something
/// @param doubts the figure may be the generator's rather than the server's
public record Findings(List<String> faults, List<String> doubts) {
  private static final List<String> FAULTS =
      List.of(
          "rejected",
          "lost",
          "unanswered",
          "duplicates",
          "out_of_order",
          "misdelivered",
          "unexpected",
          "seq_conflicts",
          "seq_gaps",
          "closed");

  /// Of its one thread: above this it may be what limits.
  private static final double BUSY = 0.9;

  /// @param ordered the servers that promise a sender's messages in the order of sending
  public static Findings of(List<Measurement> measurements, Set<String> ordered) {
    List<String> faults = new ArrayList<>();
    List<String> doubts = new ArrayList<>();
    for (Measurement measurement : measurements) {
      faults.addAll(faults(measurement, ordered.contains(measurement.server())));
      if (measurement.report().path("loadgen_cpu").asDouble(0) > BUSY) {
        doubts.add(where(measurement) + ": the generator was busy; the server may do more");
      }
    }
    return new Findings(List.copyOf(faults), List.copyOf(doubts));
  }

  private static List<String> faults(Measurement measurement, boolean ordered) {
    List<String> faults = new ArrayList<>();
    JsonNode report = measurement.report();
    for (String fault : FAULTS) {
      count(measurement, fault, faults);
    }
    if (ordered) {
      count(measurement, "sender_reordered", faults);
    }
    int users = report.path("users").asInt(0);
    int open = report.path("still_open").asInt(users);
    if (open < users) {
      faults.add(where(measurement) + ": " + (users - open) + " connections closed");
    }
    if (report.path("acked_per_s").asInt(1) == 0) {
      faults.add(where(measurement) + ": nothing was acknowledged");
    }
    return faults;
  }

  private static void count(Measurement measurement, String fault, List<String> faults) {
    long count = measurement.report().path(fault).asLong(0);
    if (count != 0) {
      String reasons = fault.equals("rejected") ? " " + measurement.report().path("reasons") : "";
      faults.add(where(measurement) + ": " + count + " " + fault + reasons);
    }
  }

  private static String where(Measurement measurement) {
    return "%s, %s, round %d"
        .formatted(measurement.server(), measurement.work(), measurement.round());
  }
}
