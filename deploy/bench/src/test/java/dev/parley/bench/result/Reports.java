package dev.parley.bench.result;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Reports as the load generator prints them.
final class Reports {
  private static final JsonMapper JSON = new JsonMapper();

  private Reports() {}

  static JsonNode of(String json) {
    return JSON.readTree(json.replace('\'', '"'));
  }

  static Measurement direct(String server, int round, int perSecond, int cpu) {
    return new Measurement(
        server,
        "direct",
        round,
        of(
            "{'users':200,'acked_per_s':%d,'delivery_ms':{'p50':5.5,'p99':20.25},'rejected':0,'server':{'cpu_us_per_message':%d}}"
                .formatted(perSecond, cpu)),
        0.01);
  }

  static Results compared() {
    Results results = new Results();
    int[][] perSecond = {{12_000, 4_000}, {9_000, 5_000}, {10_000, 3_000}};
    for (int round = 1; round <= 3; round++) {
      results.add(direct("suite", round, perSecond[round - 1][0], 100 + round));
      results.add(direct("peer", round, perSecond[round - 1][1], 300));
    }
    return results;
  }
}
