package dev.parley.common.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;

class PostgresServerIT {

  @Test
  void givesEachCallADatabaseOfItsOwn() throws SQLException {
    PostgresServer.Database first = PostgresServer.database("one");
    PostgresServer.Database second = PostgresServer.database("one");

    assertThat(first.url()).isNotEqualTo(second.url());
    try (Connection connection = first.connect();
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE TABLE note (text text)");
    }
    try (Connection connection = second.connect();
        Statement statement = connection.createStatement()) {
      assertThatThrownBy(() -> statement.execute("SELECT * FROM note"))
          .hasMessageContaining("does not exist");
    }
  }

  @Test
  void isAPostgresThatKeepsTextInUtf8() throws SQLException {
    try (Connection connection = PostgresServer.database("text").connect();
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT version(), current_setting('server_encoding'), lower('ÉŻ')")) {
      assertThat(row.next()).isTrue();
      assertThat(row.getString(1)).startsWith("PostgreSQL 18");
      assertThat(row.getString(2)).isEqualTo("UTF8");
      assertThat(row.getString(3)).isEqualTo("éż");
    }
  }
}
