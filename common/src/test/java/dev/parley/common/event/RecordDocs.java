package dev.parley.common.event;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The doc comment of a record, read from its source.
///
/// @param summary what stands before the first `@param`
/// @param components what is said of each component
record RecordDocs(String summary, Map<String, String> components) {

  private static final Path SOURCES = Path.of("src", "main", "java");
  private static final Pattern PARAM = Pattern.compile("@param (\\w+) (.*)");

  static RecordDocs of(Class<?> type) {
    Class<?> top = type;
    while (top.getEnclosingClass() != null) {
      top = top.getEnclosingClass();
    }
    Path source = SOURCES.resolve(top.getName().replace('.', '/') + ".java");
    try {
      return parse(commentBefore("record " + type.getSimpleName() + "(", source));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> commentBefore(String declaration, Path source) throws IOException {
    Deque<String> comment = new ArrayDeque<>();
    for (String line : Files.readAllLines(source)) {
      String text = line.strip();
      if (text.contains(declaration)) {
        break;
      } else if (text.startsWith("///") || text.startsWith("// ")) {
        comment.add(text.replaceFirst("^//+ ?", "").strip());
      } else if (!text.startsWith("@")) {
        comment.clear();
      }
    }
    return List.copyOf(comment);
  }

  private static RecordDocs parse(List<String> comment) {
    StringBuilder summary = new StringBuilder();
    Map<String, String> components = new LinkedHashMap<>();
    String component = "";
    for (String line : comment) {
      Matcher param = PARAM.matcher(line);
      if (param.matches()) {
        component = param.group(1);
        components.put(component, param.group(2));
      } else if (!line.isEmpty() && component.isEmpty()) {
        summary.append(summary.isEmpty() ? "" : " ").append(line);
      } else if (!line.isEmpty()) {
        components.merge(component, line, (said, more) -> said + " " + more);
      }
    }
    return new RecordDocs(summary.toString(), components);
  }
}
