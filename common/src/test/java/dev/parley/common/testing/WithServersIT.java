package dev.parley.common.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.test.context.junit.jupiter.SpringJUnitConfig;

@SpringJUnitConfig
@WithServers(database = "fixture")
class WithServersIT {

  @Configuration
  static class Nothing {}

  @Test
  void setsWhatEveryServiceNeedsToStart(@Autowired Environment environment) throws SQLException {
    assertThat(environment.getProperty("spring.kafka.bootstrap-servers"))
        .isEqualTo(KafkaBroker.bootstrapServers());
    assertThat(environment.getProperty("parley.security.jwt.secret")).isEqualTo(Tokens.SECRET);
    assertThat(environment.getProperty("parley.security.internal-secret"))
        .isEqualTo(Tokens.INTERNAL_SECRET);
    try (Connection connection =
        DriverManager.getConnection(
            environment.getRequiredProperty("spring.datasource.url"),
            environment.getRequiredProperty("spring.datasource.username"),
            environment.getRequiredProperty("spring.datasource.password"))) {
      assertThat(connection.getCatalog()).startsWith("fixture_");
    }
  }
}
