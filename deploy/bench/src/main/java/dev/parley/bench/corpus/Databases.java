package dev.parley.bench.corpus;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;

/// The two databases of a running suite that messages are in.
public record Databases(Connection conversation, Connection message) implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final Duration LONG_PATIENCE = Duration.ofMinutes(15);
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(200);

  /// @param data the suite's data folder
  public static Databases of(Path data) throws IOException, SQLException {
    String port =
        Files.readAllLines(data.resolve("postgres/parley.conf")).stream()
            .filter(line -> line.startsWith("port = "))
            .map(line -> line.substring("port = ".length()).trim())
            .findFirst()
            .orElseThrow(() -> new IOException("the suite's PostgreSQL tells no port"));
    String password = Files.readString(data.resolve("secrets/postgres-password")).strip();
    String prefix = "jdbc:postgresql://127.0.0.1:" + port + "/";
    return new Databases(
        DriverManager.getConnection(prefix + "conversation", "parley", password),
        DriverManager.getConnection(prefix + "message", "parley", password));
  }

  /// Has message-service make the search's documents from the messages, as after a restored backup.
  void beginSearchAnew() throws SQLException {
    execute(
        message,
        """
        UPDATE search_rebuild SET finished = false, seq = 0,
               conversation_id = '00000000-0000-0000-0000-000000000000'
        """);
  }

  /// Waits until it has.
  public void awaitSearch() throws SQLException, InterruptedException {
    await(
        "the search's documents",
        LONG_PATIENCE,
        () -> number(message, "SELECT count(*) FROM search_rebuild WHERE finished") == 1);
  }

  /// Waits until each event has had its effect.
  public void awaitQuiet() throws SQLException, InterruptedException {
    await(
        "the outboxes to be empty",
        PATIENCE,
        () ->
            number(message, "SELECT count(*) FROM outbox") == 0
                && number(conversation, "SELECT count(*) FROM outbox") == 0);
    await(
        "conversation-service to know of all changes",
        PATIENCE,
        () ->
            number(message, "SELECT coalesce(sum(last_seq + last_rev), 0) FROM conversation_head")
                == number(conversation, "SELECT coalesce(sum(last_seq + rev), 0) FROM activity"));
    await(
        "the search to know of all messages",
        PATIENCE,
        () ->
            number(message, "SELECT sum(last_seq) FROM conversation_head")
                == number(message, "SELECT count(*) FROM search_document"));
  }

  /// Makes the planner's statistics, which otherwise happens by itself over some minutes.
  public void analyze() throws SQLException {
    for (Connection connection : List.of(conversation, message)) {
      execute(connection, "VACUUM (ANALYZE)");
    }
  }

  public static long number(Connection connection, String query) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(query)) {
      row.next();
      return row.getLong(1);
    }
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private interface Look {
    boolean isDone() throws SQLException;
  }

  private static void await(String what, Duration patience, Look look)
      throws SQLException, InterruptedException {
    long deadline = System.nanoTime() + patience.toNanos();
    while (!look.isDone()) {
      if (System.nanoTime() > deadline) {
        throw new SQLException("waited in vain for " + what);
      }
      Thread.sleep(BETWEEN_LOOKS);
    }
  }

  @Override
  public void close() throws SQLException {
    conversation.close();
    message.close();
  }
}
