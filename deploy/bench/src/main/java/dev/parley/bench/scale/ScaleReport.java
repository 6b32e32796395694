package dev.parley.bench.scale;

import dev.parley.bench.result.Machine;
import dev.parley.bench.result.ReadmeBlock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// Prints the table and draws the plot. What is not a whole run stays in `target/scale`.
final class ScaleReport {
  private final ScaleOptions options;
  private final String machine;

  ScaleReport(ScaleOptions options, Clock clock) {
    this.options = options;
    this.machine = Machine.describe(clock);
  }

  void publish(List<Cost> costs) throws IOException {
    Path folder = options.home().resolve(options.isComplete() ? "results" : "target/scale");
    Files.createDirectories(folder);
    String table = table(costs) + "\n" + told();
    Files.writeString(folder.resolve("scale.svg"), LineChart.of(costs, machine));
    Files.writeString(
        folder.resolve("scale.json"),
        JsonMapper.builder()
                .enable(SerializationFeature.INDENT_OUTPUT)
                .build()
                .writeValueAsString(costs)
            + "\n");
    if (options.isComplete()) {
      Path readme = options.home().resolve("README.md");
      String block = table + "\n![The same as lines](results/scale.svg)\n";
      Files.writeString(
          readme, ReadmeBlock.replace(Files.readString(readme), ReadmeBlock.SCALE, block));
    }
    System.out.println(table);
    System.out.println("written to " + folder);
  }

  static Map<String, List<Cost>> byQuestion(List<Cost> costs) {
    return costs.stream()
        .collect(Collectors.groupingBy(Cost::question, LinkedHashMap::new, Collectors.toList()));
  }

  private String told() {
    return "Measured on %s: %d requests each, one after the other, through the gateway.%n"
        .formatted(machine, options.requests());
  }

  /// A row for each question and size.
  static String table(List<Cost> costs) {
    StringBuilder table =
        new StringBuilder("| question | size | p50 ms | p95 ms | CPU ms |\n|-|-:|-:|-:|-:|\n");
    byQuestion(costs)
        .forEach((question, some) -> {
          table.append("| **%s**, by %s | | | | |%n".formatted(question, some.getFirst().of()));
          for (Cost cost : some) {
            table.append(
                String.format(
                    Locale.ROOT,
                    "| | %,d | %.1f | %.1f | %.1f |%n",
                    cost.size(),
                    cost.p50(),
                    cost.p95(),
                    cost.cpu()));
          }
        });
    return table.toString();
  }
}
