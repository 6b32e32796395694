package dev.parley.local.service;

import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// What a user has set of the services' own in the environment, beside the launcher's few settings:
/// the services get it, and may need other beans for it than those that were prepared.
public final class OwnSettings {

  private static final Pattern OF_SERVICES =
      Pattern.compile(
          "(PARLEY|SPRING|SERVER|MANAGEMENT|LOGGING|SPRINGDOC|RESILIENCE4J)[_.].*",
          Pattern.CASE_INSENSITIVE);

  /// With which every JVM starts.
  private static final List<String> JVM_FLAGS =
      List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS");

  private OwnSettings() {}

  /// Their names.
  public static SortedSet<String> in(Map<String, String> environment) {
    return environment.entrySet().stream()
        .filter(variable -> isOne(variable.getKey(), variable.getValue()))
        .map(Map.Entry::getKey)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  public static void removeFrom(Map<String, String> environment) {
    environment.entrySet().removeIf(variable -> isOne(variable.getKey(), variable.getValue()));
  }

  private static boolean isOne(String name, String value) {
    return OF_SERVICES.matcher(name).matches()
        || (JVM_FLAGS.contains(name) && value.contains("-D"));
  }
}
