package dev.parley.bench.result;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.OptionalDouble;
import tools.jackson.databind.JsonNode;

/// All measurements of a comparison.
public final class Results {
  private final List<Measurement> measurements = new ArrayList<>();

  public void add(Measurement measurement) {
    measurements.add(measurement);
  }

  public List<Measurement> all() {
    return List.copyOf(measurements);
  }

  /// The servers, in the order in which they are told.
  public List<String> servers() {
    List<String> servers = new ArrayList<>(List.of("suite", "peer"));
    servers.removeIf(server -> measurements.stream().noneMatch(m -> m.server().equals(server)));
    return servers;
  }

  public int rounds() {
    return measurements.stream().mapToInt(Measurement::round).max().orElse(0);
  }

  /// The median over the rounds; empty when no round has the number.
  public OptionalDouble median(String server, Metric metric) {
    return median(values(server, metric));
  }

  /// Smallest and largest over the rounds, or none.
  public List<Double> range(String server, Metric metric) {
    List<Double> values = values(server, metric).stream().sorted().toList();
    return values.isEmpty() ? List.of() : List.of(values.getFirst(), values.getLast());
  }

  /// The suite's median over the peer's; empty unless both are known and the peer's is not zero.
  public OptionalDouble ratio(Metric metric) {
    OptionalDouble suite = median("suite", metric);
    OptionalDouble peer = median("peer", metric);
    return suite.isPresent() && peer.isPresent() && peer.getAsDouble() != 0
        ? OptionalDouble.of(suite.getAsDouble() / peer.getAsDouble())
        : OptionalDouble.empty();
  }

  private List<Double> values(String server, Metric metric) {
    List<Double> values = new ArrayList<>();
    for (Measurement measurement : measurements) {
      if (measurement.server().equals(server) && measurement.work().equals(metric.work())) {
        JsonNode value = measurement.report().at(metric.pointer());
        if (value.isNumber()) {
          values.add(value.asDouble());
        }
      }
    }
    return values;
  }

  static OptionalDouble median(Collection<Double> values) {
    double[] sorted = values.stream().mapToDouble(Double::doubleValue).toArray();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    if (sorted.length == 0) {
      return OptionalDouble.empty();
    }
    return OptionalDouble.of(
        sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2);
  }
}
