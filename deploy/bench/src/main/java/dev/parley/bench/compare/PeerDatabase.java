package dev.parley.bench.compare;

import static java.util.Map.entry;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;

/// The peer's own PostgreSQL, as durable as the suite's: an acknowledged message survives a crash.
final class PeerDatabase implements AutoCloseable {
  /// The very settings of the suite's PostgreSQL (deploy/local).
  private static final Map<String, String> SETTINGS =
      Map.ofEntries(
          entry("listen_addresses", "127.0.0.1"),
          entry("max_connections", "120"),
          entry("fsync", "on"),
          entry("synchronous_commit", "on"),
          entry("full_page_writes", "on"),
          entry("max_wal_size", "2GB"),
          entry("checkpoint_timeout", "15min"),
          entry("shared_buffers", "256MB"),
          entry("effective_cache_size", "1GB"),
          entry("work_mem", "8MB"),
          entry("maintenance_work_mem", "64MB"),
          entry("random_page_cost", "1.1"),
          entry("jit", "off"),
          entry("max_parallel_workers_per_gather", "0"));

  private final EmbeddedPostgres postgres;
  private final Path data;

  private PeerDatabase(EmbeddedPostgres postgres, Path data) {
    this.postgres = postgres;
    this.data = data;
  }

  /// @param data an absolute folder, made anew
  static PeerDatabase start(Path data) throws StartFailure {
    try {
      // The embedded server is made for tests: it switches durability off unless told otherwise.
      EmbeddedPostgres.Builder builder =
          EmbeddedPostgres.builder().setDataDirectory(data.toFile()).setCleanDataDirectory(true);
      SETTINGS.forEach(builder::setServerConfig);
      EmbeddedPostgres postgres = builder.start();
      PeerDatabase database = new PeerDatabase(postgres, data);
      database.requireDurability();
      return database;
    } catch (IOException | SQLException e) {
      throw new StartFailure("the peer's PostgreSQL did not start", e);
    }
  }

  private void requireDurability() throws SQLException, StartFailure {
    try (Connection connection = postgres.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      for (String setting : List.of("fsync", "synchronous_commit", "full_page_writes")) {
        try (ResultSet result = statement.executeQuery("SHOW " + setting)) {
          if (!result.next() || !result.getString(1).equals("on")) {
            close();
            throw new StartFailure("the peer's PostgreSQL has " + setting + " off");
          }
        }
      }
    }
  }

  String url() {
    return "postgresql://postgres@127.0.0.1:%d/postgres".formatted(postgres.getPort());
  }

  /// The postmaster, parent of all its processes.
  long pid() throws StartFailure {
    try {
      return Long.parseLong(Files.readAllLines(data.resolve("postmaster.pid")).getFirst().trim());
    } catch (IOException e) {
      throw new StartFailure("the peer's PostgreSQL has no postmaster.pid", e);
    }
  }

  @Override
  public void close() {
    try {
      postgres.close();
    } catch (IOException e) {
      System.err.println("the peer's PostgreSQL did not stop: " + e.getMessage());
    }
  }
}
