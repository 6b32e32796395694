package dev.parley.common.testing;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.testcontainers.postgresql.PostgreSQLContainer;

/// A real PostgreSQL for tests: one server for the JVM, started at first use, a fresh database at
/// each call. It does not sync its writes to the disk: a test that kills the server itself needs
/// another.
public final class PostgresServer {

  private static final AtomicInteger DATABASES = new AtomicInteger();

  private final Function<String, String> urlOf;
  private final String username;
  private final String password;

  private PostgresServer(Function<String, String> urlOf, String username, String password) {
    this.urlOf = urlOf;
    this.username = username;
    this.password = password;
  }

  /// Makes an empty database that no one else in this JVM is given.
  ///
  /// @param name what its name begins with: `[a-z_]+`
  public static Database database(String name) {
    PostgresServer server = Running.SERVER;
    String database = name + "_" + DATABASES.incrementAndGet();
    server.execute("CREATE DATABASE " + database);
    return new Database(server.urlOf.apply(database), server.username, server.password);
  }

  private void execute(String sql) {
    try (Connection connection =
            new Database(urlOf.apply("postgres"), username, password).connect();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }

  private static PostgresServer embedded() throws IOException {
    Path directory = Workspace.directory("postgres");
    String user = System.getProperty("user.name");
    EmbeddedPostgres server =
        EmbeddedPostgres.builder()
            .setDataDirectory(directory)
            .setOverrideWorkingDirectory(
                new File(System.getProperty("java.io.tmpdir"), "parley-postgres-" + user))
            .setPGStartupWait(Duration.ofSeconds(60))
            .setLocaleConfig("locale", "C.UTF-8")
            .start();
    return new PostgresServer(
        database -> server.getJdbcUrl("postgres", database), "postgres", "postgres");
  }

  private static PostgresServer container() {
    var container =
        new PostgreSQLContainer("postgres:18")
            .withCommand("postgres", "-F", "-c", "max_connections=300");
    container.start();
    return new PostgresServer(
        database ->
            "jdbc:postgresql://%s:%d/%s"
                .formatted(container.getHost(), container.getMappedPort(5432), database),
        container.getUsername(),
        container.getPassword());
  }

  /// Where a database is and how to get in.
  public record Database(String url, String username, String password) {

    public Connection connect() throws SQLException {
      return DriverManager.getConnection(url, username, password);
    }
  }

  private static final class Running {
    static final PostgresServer SERVER =
        DockerEngine.startEither("PostgreSQL", PostgresServer::container, PostgresServer::embedded);
  }
}
