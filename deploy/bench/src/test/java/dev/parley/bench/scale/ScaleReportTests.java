package dev.parley.bench.scale;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;

class ScaleReportTests {

  private static final List<Cost> COSTS =
      List.of(
          new Cost("inbox", Axis.HISTORY, 1_000, 10, 2.25, 4, 1.5),
          new Cost("search <b> & \"c\"", Axis.HISTORY, 1_000, 10, 3, 5, 2),
          new Cost("inbox", Axis.HISTORY, 100_000, 10, 4.5, 8.25, 1.75),
          new Cost("search <b> & \"c\"", Axis.HISTORY, 100_000, 10, 3, 6, 2),
          new Cost("inbox", Axis.INBOX, 10, 10, 1, 1, 1));

  @Test
  void aTableHasARowForEachQuestionAndAColumnForEachSize() {
    assertThat(ScaleReport.tables(COSTS))
        .isEqualTo(
            """
            | by messages in the reader's largest conversation | 1 000 | 100 000 | × |
            |-|-:|-:|-:|
            | inbox | 2.3 · 4.0 (1.5) | 4.5 · 8.3 (1.8) | 2.0 |
            | search <b> & "c" | 3.0 · 5.0 (2.0) | 3.0 · 6.0 (2.0) | 1.0 |

            | by conversations of the reader | 10 | × |
            |-|-:|-:|
            | inbox | 1.0 · 1.0 (1.0) | 1.0 |

            """);
  }

  @Test
  void aPlotIsWellFormedAndDrawsEachQuestionOnce() throws Exception {
    String svg = LineChart.of(COSTS, "2 < 3 cores & more");
    var document =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)));
    // A line for the medians and one for the worst.
    assertThat(document.getElementsByTagName("polyline").getLength()).isEqualTo(2 * 3);
    assertThat(document.getElementsByTagName("circle").getLength()).isEqualTo(5);
    assertThat(svg).contains("4.5", "100 000", "By conversations of the reader");
  }

  @Test
  void aCostIsTheMiddleAndTheLastButOneInAHundred() {
    long[] nanos = new long[200];
    for (int i = 0; i < nanos.length; i++) {
      nanos[i] = (200 - i) * 1_000_000L;
    }
    Question question = new Question("q", Axis.GROUP, 2, ScaleReportTests::none, _ -> true);

    assertThat(Cost.of(question, nanos, 0.4))
        .isEqualTo(new Cost("q", Axis.GROUP, 2, 200, 100, 198, 2));
  }

  private static HttpRequest none(int n) {
    throw new UnsupportedOperationException();
  }
}
