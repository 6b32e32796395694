package dev.parley.common.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/// Without its secrets no service starts.
class SecurityPropertiesTests {

  private static final String LONG = "x".repeat(32);

  private final ApplicationContextRunner runner =
      new ApplicationContextRunner()
          .withConfiguration(AutoConfigurations.of(SecurityAutoConfiguration.class))
          .withBean(Clock.class, Clock::systemUTC)
          .withPropertyValues("spring.application.name=test");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "y* | x*  | true",
        "y* |     | false",
        "   | x*  | false",
        "y  | x*  | false",
        "y* | x   | false",
        "x* | x*  | false",
      })
  void startsOnlyWithBothSecretsOfItsOwnLength(String jwt, String internal, boolean starts) {
    runner
        .withPropertyValues(
            "parley.security.jwt.secret=" + expand(jwt),
            "parley.security.internal-secret=" + expand(internal))
        .run(context -> {
          if (starts) {
            assertThat(context).hasNotFailed();
          } else {
            assertThat(context).hasFailed();
            assertThat(String.valueOf(context.getStartupFailure())).doesNotContain(LONG);
          }
        });
  }

  @ParameterizedTest
  @CsvSource({"http://127.0.0.1:1/keys,,true", "http://127.0.0.1:1/keys,y*,false"})
  void takesExactlyOneSourceOfKeys(String keys, String jwt, boolean starts) {
    runner
        .withPropertyValues(
            "parley.security.jwt.jwk-set-uri=" + keys,
            "parley.security.jwt.secret=" + expand(jwt),
            "parley.security.internal-secret=" + LONG)
        .run(context -> assertThat(context.getStartupFailure() == null).isEqualTo(starts));
  }

  private static String expand(@org.jspecify.annotations.Nullable String text) {
    return text == null ? "" : text.endsWith("*") ? text.replace("*", "").repeat(32) : text;
  }
}
