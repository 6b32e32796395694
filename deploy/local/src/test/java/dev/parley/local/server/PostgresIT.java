package dev.parley.local.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import dev.parley.local.host.DataDirectory;
import dev.parley.local.host.Ports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostgresIT {

  private static final Ports PORTS = new Ports(4_000);

  @TempDir static Path folder;
  private static int directories;

  private DataDirectory data = openNew();
  private Postgres postgres = server();

  PostgresIT() throws IOException {}

  @BeforeEach
  void start() {
    postgres.start();
  }

  @AfterEach
  void stop() throws IOException {
    postgres.stop();
    data.close();
  }

  @Test
  void keepsCommitsOnTheDiskBeforeItAcknowledgesThem() throws SQLException {
    try (Connection connection = connect("message");
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT current_setting('fsync'), current_setting('synchronous_commit'),"
                    + " current_setting('full_page_writes'), current_setting('is_superuser'),"
                    + " current_setting('server_encoding'), current_setting('listen_addresses')")) {
      assertThat(row.next()).isTrue();
      assertThat(row.getString(1)).isEqualTo("on");
      assertThat(row.getString(2)).isEqualTo("on");
      assertThat(row.getString(3)).isEqualTo("on");
      assertThat(row.getString(4)).isEqualTo("off");
      assertThat(row.getString(5)).isEqualTo("UTF8");
      assertThat(row.getString(6)).isEqualTo("127.0.0.1");
    }
  }

  @Test
  void letsAServiceMakeItsTablesAndNobodyInWithoutThePassword() throws SQLException {
    for (String database : Postgres.DATABASES) {
      execute(database, "CREATE TABLE kept (text text)");
    }
    assertThat(
            catchThrowable(
                () -> DriverManager.getConnection(postgres.jdbcUrl("message"), "parley", "guess")))
        .hasMessageContaining("password authentication failed");
  }

  @Test
  void keepsItsDataAndTakesANewPort() throws Exception {
    execute("message", "CREATE TABLE kept AS SELECT 'hello' AS text");
    postgres.stop();
    assertThat(postgres.pid()).isEmpty();

    postgres = server();
    postgres.start();

    assertThat(read("message", "SELECT text FROM kept")).isEqualTo("hello");
  }

  @Test
  void startsOverAServerThatOutlivedItsLauncher() throws Exception {
    execute("message", "CREATE TABLE kept AS SELECT 'hello' AS text");
    long outlived = postgres.pid().orElseThrow();

    postgres = server();
    postgres.start();

    assertThat(postgres.pid().orElseThrow()).isNotEqualTo(outlived);
    assertThat(read("message", "SELECT text FROM kept")).isEqualTo("hello");
  }

  @Test
  void startsAfterAKillThatLeftItsPidFile() throws Exception {
    execute("message", "CREATE TABLE kept AS SELECT 'hello' AS text");
    kill(postgres.pid().orElseThrow());
    Path pidFile = data.resolve("postgres/postmaster.pid");
    assertThat(pidFile).exists();

    await()
        .atMost(60, TimeUnit.SECONDS)
        .ignoreExceptions()
        .untilAsserted(() -> {
          postgres.start();
          assertThat(read("message", "SELECT text FROM kept")).isEqualTo("hello");
        });
  }

  /// The number in the file may have gone to anyone, after a restart of the machine above all.
  @Test
  void startsThoughTheNumberInItsPidFileIsAStrangersNow() throws Exception {
    postgres.stop();
    Files.writeString(
        data.resolve("postgres/postmaster.pid"), ProcessHandle.current().pid() + "\n");

    postgres.start();

    assertThat(read("message", "SELECT 'alive'")).isEqualTo("alive");
  }

  private static DataDirectory openNew() throws IOException {
    return DataDirectory.open(folder.resolve("data-" + ++directories));
  }

  private Postgres server() throws IOException {
    return new Postgres(
        PostgresBinaries.unpack(Path.of("target", "servers").toAbsolutePath()),
        data,
        PORTS.free(),
        "superuser's",
        "parley's-own");
  }

  private Connection connect(String database) throws SQLException {
    return DriverManager.getConnection(postgres.jdbcUrl(database), Postgres.USER, "parley's-own");
  }

  private void execute(String database, String sql) throws SQLException {
    try (Connection connection = connect(database);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private String read(String database, String sql) throws SQLException {
    try (Connection connection = connect(database);
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      assertThat(row.next()).isTrue();
      return row.getString(1);
    }
  }

  private static void kill(long pid) throws Exception {
    ProcessHandle process = ProcessHandle.of(pid).orElseThrow();
    process.destroyForcibly();
    process.onExit().get(30, TimeUnit.SECONDS);
  }
}
