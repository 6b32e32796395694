package dev.parley.bench.cli;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Arguments of the form `--name value`, `--name=value` and `--switch`.
///
/// Each value is read once and checked there; [#finish()] refuses what nobody asked for, so that a
/// misspelt option does not silently run something else.
public final class Arguments {
  private final Map<String, String> values = new HashMap<>();
  private final Set<String> unread;

  /// @param switches names of the options that take no value
  public Arguments(List<String> args, Set<String> switches) {
    for (int i = 0; i < args.size(); i++) {
      String arg = args.get(i);
      if (!arg.startsWith("--")) {
        throw new UsageException("unexpected argument: " + arg);
      }
      String name = arg.substring(2);
      int equals = name.indexOf('=');
      if (equals >= 0) {
        values.put(name.substring(0, equals), name.substring(equals + 1));
      } else if (switches.contains(name)) {
        values.put(name, "true");
      } else if (i + 1 < args.size()) {
        values.put(name, args.get(++i));
      } else {
        throw new UsageException("--" + name + " needs a value");
      }
    }
    unread = new HashSet<>(values.keySet());
  }

  public Optional<String> text(String name) {
    unread.remove(name);
    return Optional.ofNullable(values.get(name));
  }

  public String required(String name) {
    return text(name).orElseThrow(() -> new UsageException("--" + name + " is required"));
  }

  public boolean given(String name) {
    return text(name).map(value -> !value.equals("false")).orElse(false);
  }

  /// @return the number given, or `otherwise`; within min and max, both included
  public int number(String name, int otherwise, int min, int max) {
    Optional<String> given = text(name);
    if (given.isEmpty()) {
      return otherwise;
    }
    try {
      int number = Integer.parseInt(given.get());
      if (number >= min && number <= max) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Told below, with the range.
    }
    throw new UsageException("--%s must be %d to %d".formatted(name, min, max));
  }

  /// @throws UsageException when an option was given that nothing read
  public void finish() {
    if (!unread.isEmpty()) {
      throw new UsageException("unknown option: --" + String.join(", --", unread));
    }
  }
}
