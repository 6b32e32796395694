package dev.parley.bench.result;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PublicationTests {
  private static final Publication.Names NAMES =
      new Publication.Names("scale", "part", "table.md", "plot.svg", "data.json", "As lines");
  private static final String README =
      "before\n<!-- scale: start -->\nold\n<!-- scale: end -->\nafter\n";

  @TempDir private Path home;
  private final Publication publication = new Publication("| a |\n", "<svg/>", List.of(1));

  @BeforeEach
  void writeReadme() throws Exception {
    Files.writeString(home.resolve("README.md"), README);
  }

  @Test
  void aWholeRunIsToldInTheReadmeAndKeptBesideIt() throws Exception {
    publication.publish(home, NAMES, true);

    assertThat(home.resolve("results/table.md")).hasContent("| a |");
    assertThat(home.resolve("results/plot.svg")).hasContent("<svg/>");
    assertThat(home.resolve("results/data.json")).hasContent("[ 1 ]");
    assertThat(home.resolve("README.md"))
        .hasContent(
            """
            before
            <!-- scale: start -->
            | a |

            ![As lines](results/plot.svg)
            <!-- scale: end -->
            after
            """);
  }

  @Test
  void anotherRunLeavesTheReadmeAlone() throws Exception {
    publication.publish(home, NAMES, false);

    assertThat(home.resolve("target/part/table.md")).hasContent("| a |");
    assertThat(home.resolve("results")).doesNotExist();
    assertThat(home.resolve("README.md")).hasContent(README);
  }
}
