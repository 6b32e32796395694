package dev.parley.bench.compare;

import dev.parley.bench.cli.UsageException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// The loads that are put on each server.
public enum Work {
  /// Pairs of users as fast as two unacknowledged messages each allow.
  DIRECT("direct", true) {
    @Override
    List<String> load(Sizes sizes) {
      return List.of("--scenario", "direct", "--users", sizes.users(), "--window", "2");
    }
  },
  /// The same pairs, 200 messages a second in all: how long a delivery takes when there is room.
  LATENCY("latency", true) {
    @Override
    List<String> load(Sizes sizes) {
      return List.of("--scenario", "direct", "--users", sizes.users(), "--rate", "200");
    }
  },
  /// One large group, one sender with four unacknowledged messages: fan-out.
  GROUP("group", true) {
    @Override
    List<String> load(Sizes sizes) {
      return List.of(
          "--scenario", "group", "--users", sizes.groupUsers(), "--senders", "1", "--window", "4");
    }
  },
  /// Connections that do nothing.
  IDLE("idle", false) {
    @Override
    List<String> load(Sizes sizes) {
      return List.of("--scenario", "connect", "--users", sizes.idleUsers());
    }
  };

  /// How many users each work has.
  record Sizes(int direct, int group, int idle) {
    static final Sizes FULL = new Sizes(200, 500, 2000);
    static final Sizes QUICK = new Sizes(40, 100, 200);

    String users() {
      return Integer.toString(direct);
    }

    String groupUsers() {
      return Integer.toString(group);
    }

    String idleUsers() {
      return Integer.toString(idle);
    }
  }

  private final String label;
  private final boolean usual;

  Work(String label, boolean usual) {
    this.label = label;
    this.usual = usual;
  }

  /// Arguments of the load generator.
  abstract List<String> load(Sizes sizes);

  public String label() {
    return label;
  }

  /// What is measured unless `--only` says otherwise.
  static Set<Work> usual() {
    EnumSet<Work> works = EnumSet.allOf(Work.class);
    works.removeIf(work -> !work.usual);
    return works;
  }

  /// @param list names with commas between them
  static Set<Work> named(String list) {
    List<Work> works = new ArrayList<>();
    for (String name : list.toLowerCase(Locale.ROOT).split(",", -1)) {
      works.add(
          Arrays.stream(values())
              .filter(work -> work.label.equals(name.trim()))
              .findFirst()
              .orElseThrow(
                  () -> new UsageException("--only takes direct, latency, group and idle")));
    }
    return EnumSet.copyOf(works);
  }
}
