package dev.parley.local.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class HelpTests {

  @ParameterizedTest
  @EnumSource(ExitCode.class)
  void tellsEveryExitCodeOnce(ExitCode code) throws IOException {
    assertThat(help())
        .filteredOn(line -> line.matches("  +" + code.number() + "  \\S.*"))
        .hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "MESSAGING_PORT=8080",
        "MESSAGING_KAFKA_PORT=9092",
        "MESSAGING_JWT_SECRET",
        "MESSAGING_DATA_DIR=.data",
        "MESSAGING_RATE_LIMITS=on"
      })
  void tellsEverySetting(String setting) throws IOException {
    assertThat(help()).anyMatch(line -> line.startsWith("  " + setting + " "));
  }

  @Test
  void fitsATerminal() throws IOException {
    assertThat(help()).allMatch(line -> line.length() <= 100);
  }

  private static List<String> help() throws IOException {
    return Files.readAllLines(Path.of("help.txt"));
  }
}
