package dev.parley.local.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OwnSettingsTests {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "PARLEY_MESSAGE_CREDITS_ENABLED",
        "SPRING_PROFILES_ACTIVE",
        "spring.flyway.enabled",
        "MANAGEMENT_SERVER_PORT"
      })
  void aSettingOfAServiceIsOne(String name) {
    assertThat(OwnSettings.in(Map.of(name, "x"))).containsExactly(name);
  }

  @ParameterizedTest
  @CsvSource({
    "MESSAGING_PORT, 8081",
    "PATH, /bin",
    "SERVERS, a",
    "JAVA_TOOL_OPTIONS, -XX:TieredStopAtLevel=1"
  })
  void anythingElseIsNot(String name, String value) {
    assertThat(OwnSettings.in(Map.of(name, value))).isEmpty();
  }

  @Test
  void aPropertyForEveryJvmIsOne() {
    assertThat(OwnSettings.in(Map.of("JAVA_TOOL_OPTIONS", "-Xss1m -Dspring.flyway.enabled=no")))
        .isNotEmpty();
  }

  @Test
  void theyAreTakenOutAndNothingElse() {
    Map<String, String> environment = new HashMap<>(Map.of("PARLEY_X", "1", "PATH", "/bin"));

    OwnSettings.removeFrom(environment);

    assertThat(environment).containsOnlyKeys("PATH");
  }
}
