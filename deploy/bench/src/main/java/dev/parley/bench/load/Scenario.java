package dev.parley.bench.load;

import dev.parley.bench.cli.UsageException;
import java.util.Arrays;
import java.util.Locale;

/// What the users do.
enum Scenario {
  /// Pairs of users; every user sends to its partner.
  DIRECT,
  /// One conversation of all users, all connected; some of them send.
  GROUP,
  /// Connections that do nothing: what one costs.
  CONNECT;

  static Scenario named(String name) {
    return Arrays.stream(values())
        .filter(scenario -> scenario.label().equals(name))
        .findFirst()
        .orElseThrow(() -> new UsageException("--scenario must be direct, group or connect"));
  }

  String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
