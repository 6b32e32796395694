package dev.parley.bench.load;

import java.util.LinkedHashMap;
import java.util.Map;

/// A run's result, as the JSON object that is printed.
final class LoadReport {
  private LoadReport() {}

  /// What was spent while measuring.
  ///
  /// @param seconds measured
  /// @param ownCpu seconds of the generator's own CPU
  /// @param server of the server's processes, when they were named
  record Spent(double seconds, double ownCpu, Server server) {}

  /// @param measured false when no process was named
  /// @param cpu seconds
  record Server(boolean measured, double cpu, double megabytes) {}

  static Map<String, Object> of(LoadOptions options, Load load, Spent spent) {
    Map<String, Object> report = new LinkedHashMap<>();
    long acked = load.ackLatency().count();
    long delivered = load.deliveryLatency().count();
    report.put("scenario", options.scenario().label());
    report.put("users", options.users());
    report.put("mode", options.mode());
    report.put("acked_per_s", Math.round(acked / spent.seconds()));
    report.put("delivered_per_s", Math.round(delivered / spent.seconds()));
    report.put("ack_ms", load.ackLatency().summary());
    report.put("delivery_ms", load.deliveryLatency().summary());
    putVerdict(report, load);
    if (spent.server().measured()) {
      report.put("server", server(spent, acked, delivered));
    }
    report.put("loadgen_cpu", round(spent.ownCpu() / spent.seconds(), 2));
    report.put("loadgen_us_per_frame", round(spent.ownCpu() * 1e6 / atLeastOne(load.frames()), 1));
    report.put("loadgen_us_per_message", round(spent.ownCpu() * 1e6 / atLeastOne(acked), 1));
    if (options.rate() > 0) {
      report.put("loadgen_late_ms", load.lateness().summary());
    }
    return report;
  }

  private static void putVerdict(Map<String, Object> report, Load load) {
    Verdict verdict = load.verdict();
    report.put("rejected", verdict.rejected());
    report.put("lost", verdict.lost());
    report.put("unanswered", verdict.unanswered());
    report.put("duplicates", verdict.duplicates());
    report.put("out_of_order", verdict.outOfOrder());
    report.put("sender_reordered", verdict.senderReordered());
    report.put("misdelivered", verdict.misdelivered());
    report.put("unexpected", verdict.unexpected());
    report.put("seq_conflicts", verdict.seqConflicts());
    report.put("seq_gaps", verdict.seqGaps());
    report.put("closed", load.closed());
    if (!verdict.reasons().isEmpty()) {
      report.put("reasons", verdict.reasons());
    }
  }

  private static Map<String, Object> server(Spent spent, long acked, long delivered) {
    double cpu = spent.server().cpu();
    Map<String, Object> server = new LinkedHashMap<>();
    server.put("cores", round(cpu / spent.seconds(), 2));
    server.put("mb", Math.round(spent.server().megabytes()));
    server.put("cpu_us_per_message", Math.round(cpu * 1e6 / atLeastOne(acked)));
    server.put("cpu_us_per_delivery", round(cpu * 1e6 / atLeastOne(delivered), 1));
    return server;
  }

  /// The report of idle connections.
  ///
  /// @param serverMegabytes that the server took for them, when its processes were named
  static Map<String, Object> ofIdle(
      LoadOptions options, Load load, double connectSeconds, double serverMegabytes) {
    Map<String, Object> report = new LinkedHashMap<>();
    report.put("scenario", options.scenario().label());
    report.put("users", options.users());
    report.put("connects_per_s", Math.round(options.users() / connectSeconds));
    report.put("still_open", options.users() - load.closed());
    if (!options.pids().isEmpty()) {
      report.put("kb_per_connection", round(serverMegabytes * 1024 / options.users(), 1));
    }
    return report;
  }

  private static long atLeastOne(long count) {
    return Math.max(1, count);
  }

  private static double round(double value, int digits) {
    double scale = Math.pow(10, digits);
    return Math.round(value * scale) / scale;
  }
}
