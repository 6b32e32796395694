package dev.parley.local.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTests {

  private static final Path PROJECT = Path.of("/project");
  private static final Path HERE = Path.of("/here");

  @Test
  void needsNothing() {
    Settings settings = read(Map.of());

    assertThat(settings.port()).isEqualTo(8080);
    assertThat(settings.kafkaPort()).isEqualTo(9092);
    assertThat(settings.jwtSecret()).isEmpty();
    assertThat(settings.dataDirectory()).isEqualTo(Path.of("/project/.data"));
    assertThat(settings.rateLimits()).isTrue();
    assertThat(settings.training()).isTrue();
    assertThat(settings.nodes()).isEqualTo(1);
  }

  @Test
  void takesANumberOfNodes() {
    assertThat(Settings.read(Map.of(), List.of("--nodes=2"), PROJECT, HERE).nodes()).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"--nodes=0", "--nodes=5", "--nodes=", "--nodes=two"})
  void refusesANumberOfNodesThatIsNone(String flag) {
    assertThatThrownBy(() -> Settings.read(Map.of(), List.of(flag), PROJECT, HERE))
        .isInstanceOf(LaunchFailure.class)
        .hasMessageContaining("--nodes");
  }

  @Test
  void takesWhatIsSetAndResolvesTheDirectoryAsAShellWould() {
    Settings settings =
        read(
            Map.of(
                "MESSAGING_PORT", "1",
                "MESSAGING_KAFKA_PORT", "65535",
                "MESSAGING_JWT_SECRET", "0123456789abcdef0123456789abcdef",
                "MESSAGING_DATA_DIR", "../data",
                "MESSAGING_RATE_LIMITS", "off"));

    assertThat(settings.port()).isEqualTo(1);
    assertThat(settings.kafkaPort()).isEqualTo(65535);
    assertThat(settings.jwtSecret()).contains("0123456789abcdef0123456789abcdef");
    assertThat(settings.dataDirectory()).isEqualTo(Path.of("/data"));
    assertThat(settings.rateLimits()).isFalse();
  }

  @Test
  void takesAnEmptySettingForNone() {
    assertThat(read(Map.of("MESSAGING_JWT_SECRET", "", "MESSAGING_PORT", " ")))
        .isEqualTo(read(Map.of()));
  }

  @ParameterizedTest
  @CsvSource({
    "MESSAGING_PORT,0",
    "MESSAGING_PORT,65536",
    "MESSAGING_KAFKA_PORT,http",
    "MESSAGING_JWT_SECRET,0123456789abcdef0123456789abcde",
    "MESSAGING_RATE_LIMITS,no"
  })
  void refusesWhatCannotBeMeant(String name, String value) {
    LaunchFailure refusal =
        catchThrowableOfType(LaunchFailure.class, () -> read(Map.of(name, value)));

    assertThat(refusal.exitCode()).isEqualTo(ExitCode.BAD_SETTING);
    assertThat(refusal).hasMessageContaining(name);
  }

  @Test
  void neverShowsASecretThatItRefuses() {
    assertThatThrownBy(() -> read(Map.of("MESSAGING_JWT_SECRET", "hunter2")))
        .hasMessageNotContaining("hunter2");
  }

  @Test
  void refusesUnknownFlags() {
    assertThatThrownBy(() -> Settings.read(Map.of(), List.of("--fast"), PROJECT, HERE))
        .isInstanceOf(LaunchFailure.class)
        .hasMessageContaining("--fast");
  }

  private static Settings read(Map<String, String> environment) {
    return Settings.read(environment, List.of(), PROJECT, HERE);
  }
}
