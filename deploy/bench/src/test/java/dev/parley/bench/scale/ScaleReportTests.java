package dev.parley.bench.scale;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;

class ScaleReportTests {

  private static final List<Cost> COSTS =
      List.of(
          new Cost("inbox", "conversations", 10, 2.25, 4, 1.5),
          new Cost("search <b> & \"c\"", "messages", 1_000, 3, 5, 2),
          new Cost("inbox", "conversations", 1_000, 2.75, 4.25, 1.75));

  @Test
  void aTableHasARowForEachSizeUnderItsQuestion() {
    assertThat(ScaleReport.table(COSTS))
        .isEqualTo(
            """
            | question | size | p50 ms | p95 ms | CPU ms |
            |-|-:|-:|-:|-:|
            | **inbox**, by conversations | | | | |
            | | 10 | 2.3 | 4.0 | 1.5 |
            | | 1,000 | 2.8 | 4.3 | 1.8 |
            | **search <b> & "c"**, by messages | | | | |
            | | 1,000 | 3.0 | 5.0 | 2.0 |
            """);
  }

  @Test
  void aPlotIsWellFormedAndDrawsEachQuestionOnce() throws Exception {
    String svg = LineChart.of(COSTS, "2 < 3 cores & more");
    var document =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)));
    assertThat(document.getElementsByTagName("polyline").getLength()).isEqualTo(2);
    assertThat(document.getElementsByTagName("circle").getLength()).isEqualTo(3);
    assertThat(svg).contains("2.3 ms", "1,000");
  }
}
