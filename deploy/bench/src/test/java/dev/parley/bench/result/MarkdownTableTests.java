package dev.parley.bench.result;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class MarkdownTableTests {

  @Test
  void tellsMediansRangesAndRatios() {
    List<String> lines = MarkdownTable.of(Reports.compared()).lines().toList();

    assertThat(lines.get(0)).isEqualTo("| load | measured | suite | peer | suite ÷ peer |");
    assertThat(lines.get(2))
        .isEqualTo(
            "| direct | Direct messages, stored and delivered | 10 000/s (9000–12000) |"
                + " 4 000/s (3000–5000) | **2.50** |");
    assertThat(lines.get(3))
        .isEqualTo(
            "| direct | Server CPU per message | 102 µs (101–103) | 300 µs (300–300) | **0.34** |");
  }

  @Test
  void hasAsManyCellsInEachRow() {
    assertThat(MarkdownTable.of(Reports.compared()).lines())
        .hasSize(6)
        .allSatisfy(line -> assertThat(line.chars().filter(c -> c == '|')).hasSize(6));
  }

  @Test
  void doesNotPraiseWhatIsWorse() {
    Results results = new Results();
    results.add(Reports.direct("suite", 1, 2000, 600));
    results.add(Reports.direct("peer", 1, 4000, 300));

    assertThat(MarkdownTable.of(results))
        .contains("| 2 000/s | 4 000/s | 0.50 |")
        .contains("| 600 µs | 300 µs | 2.00 |");
  }

  @Test
  void tellsOneServerAlone() {
    Results results = new Results();
    results.add(Reports.direct("peer", 1, 4000, 300));

    assertThat(MarkdownTable.of(results).lines().findFirst())
        .hasValue("| load | measured | peer |");
  }
}
