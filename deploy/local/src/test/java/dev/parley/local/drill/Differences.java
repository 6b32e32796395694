package dev.parley.local.drill;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Where two states are not the same: a line for each place, which a person can read.
final class Differences {

  private static final int MAX = 20;

  private final List<String> lines = new ArrayList<>();

  private Differences() {}

  /// Empty when they are the same.
  static List<String> between(Map<String, Object> kept, Map<String, Object> fetched) {
    Differences differences = new Differences();
    if (!kept.equals(fetched)) {
      differences.compare("", kept, fetched);
    }
    return differences.lines;
  }

  private void compare(String place, @Nullable Object kept, @Nullable Object fetched) {
    if (Objects.equals(kept, fetched) || lines.size() == MAX) {
      return;
    }
    if (kept instanceof Map<?, ?> one && fetched instanceof Map<?, ?> other) {
      TreeSet<String> keys = new TreeSet<>();
      one.keySet().forEach(key -> keys.add(String.valueOf(key)));
      other.keySet().forEach(key -> keys.add(String.valueOf(key)));
      keys.forEach(key -> compare(place + "/" + key, one.get(key), other.get(key)));
    } else if (kept instanceof List<?> one
        && fetched instanceof List<?> other
        && one.size() == other.size()) {
      for (int i = 0; i < one.size(); i++) {
        compare(place + "/" + i, one.get(i), other.get(i));
      }
    } else {
      lines.add(place + ": kept " + kept + ", fetched " + fetched);
    }
  }
}
