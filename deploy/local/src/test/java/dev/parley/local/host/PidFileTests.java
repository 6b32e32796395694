package dev.parley.local.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PidFileTests {

  @TempDir Path folder;

  @Test
  void hasALineForEachProcessThatIs() throws IOException {
    Path file = folder.resolve("pids");
    PidFile pids = new PidFile(file);
    pids.put("launcher", 10);
    pids.put("postgres", 11);
    pids.put("gateway", 12);
    pids.put("postgres", 13);
    pids.remove("gateway");

    assertThat(file).hasContent("launcher 10\npostgres 13\n");
    assertThat(PidFile.read(file)).isEqualTo(Map.of("launcher", 10L, "postgres", 13L));

    pids.delete();
    assertThat(PidFile.read(file)).isEmpty();
  }

  @Test
  void readsPastWhatIsNoLineOfIts() throws IOException {
    Path file = Files.writeString(folder.resolve("pids"), "a\nb x\nc 3\nd 4 5\n\n");

    assertThat(PidFile.read(file)).isEqualTo(Map.of("c", 3L));
  }
}
