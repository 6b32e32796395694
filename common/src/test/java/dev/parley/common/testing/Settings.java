package dev.parley.common.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.type.filter.AnnotationTypeFilter;

/// The settings that a module's code reads, against those that its README tells of.
public final class Settings {

  private static final Pattern QUOTED = Pattern.compile("`([a-z0-9.-]+?)(?:\\.<[a-z]+>)?`");

  private Settings() {}

  /// The names of all settings in a package's `@ConfigurationProperties` records.
  public static List<String> of(String packageName) {
    var scanner = new ClassPathScanningCandidateComponentProvider(false);
    scanner.addIncludeFilter(new AnnotationTypeFilter(ConfigurationProperties.class));
    return scanner.findCandidateComponents(packageName).stream()
        .map(candidate -> load(String.valueOf(candidate.getBeanClassName())))
        .filter(Class::isRecord)
        .flatMap(type -> namesOf(type.getAnnotation(ConfigurationProperties.class).value(), type))
        .distinct()
        .sorted()
        .toList();
  }

  /// Fails unless the README in the module's folder names each setting in backticks: whole, or
  /// after a whole one in the same line as `` `.its-last-part` ``.
  public static void checkReadme(String packageName) {
    Set<String> told = new HashSet<>();
    try (Stream<String> lines = Files.lines(Path.of("README.md"))) {
      lines.forEach(line -> told.addAll(namesIn(line)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    List<String> missing = of(packageName).stream().filter(name -> !told.contains(name)).toList();
    if (!missing.isEmpty()) {
      throw new AssertionError("README.md does not tell of " + missing);
    }
  }

  private static List<String> namesIn(String line) {
    List<String> names = new ArrayList<>();
    String parent = "";
    Matcher quoted = QUOTED.matcher(line);
    while (quoted.find()) {
      String name = quoted.group(1);
      if (name.startsWith(".")) {
        name = parent + name;
      } else if (name.lastIndexOf('.') > 0) {
        parent = name.substring(0, name.lastIndexOf('.'));
      }
      names.add(name);
    }
    return names;
  }

  private static Class<?> load(String name) {
    try {
      return Class.forName(name);
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Stream<String> namesOf(String prefix, Class<?> type) {
    return Stream.of(type.getRecordComponents()).flatMap(component -> namesOf(prefix, component));
  }

  /// Whether it is written as one text, as `600/100` is.
  private static boolean hasTextForm(Class<?> type) {
    return Stream.of(type.getDeclaredMethods())
        .anyMatch(method ->
            Modifier.isStatic(method.getModifiers())
                && method.getReturnType() == type
                && List.of(method.getParameterTypes()).equals(List.of(String.class)));
  }

  private static Stream<String> namesOf(String prefix, RecordComponent component) {
    String name =
        prefix
            + '.'
            + component.getName().replaceAll("([a-z0-9])([A-Z])", "$1-$2").toLowerCase(Locale.ROOT);
    boolean nested =
        component.getType().isRecord()
            && component.getType().getName().startsWith("dev.parley.")
            && component.getType().getEnclosingClass() != null
            && !hasTextForm(component.getType());
    return nested ? namesOf(name, component.getType()) : Stream.of(name);
  }
}
