package dev.parley.bench.scale;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;

/// Puts conversations and messages where the services keep them, past the services: a million sends
/// would be another measurement.
final class Corpus implements AutoCloseable {
  private static final int ROWS_AT_ONCE = 5_000;
  private static final String OTHER = "scale-other";
  private static final Duration AGE = Duration.ofDays(30);
  private final Connection conversations;
  private final Connection messages;
  private final Random random = new Random(7);
  private final Words words = new Words(11);
  private final Clock clock;

  private Corpus(Connection conversations, Connection messages, Clock clock) {
    this.conversations = conversations;
    this.messages = messages;
    this.clock = clock;
  }

  /// @param data the suite's data folder
  static Corpus of(Path data, Clock clock) throws IOException, SQLException {
    String port =
        Files.readAllLines(data.resolve("postgres/parley.conf")).stream()
            .filter(line -> line.startsWith("port = "))
            .map(line -> line.substring("port = ".length()).trim())
            .findFirst()
            .orElseThrow(() -> new IOException("the suite's PostgreSQL tells no port"));
    String password = Files.readString(data.resolve("secrets/postgres-password")).strip();
    String prefix = "jdbc:postgresql://127.0.0.1:" + port + "/";
    return new Corpus(
        DriverManager.getConnection(prefix + "conversation", "parley", password),
        DriverManager.getConnection(prefix + "message", "parley", password),
        clock);
  }

  /// New conversations of that user and another, each with so many messages.
  List<UUID> conversations(String user, int count, int messagesEach)
      throws SQLException, IOException {
    List<UUID> ids = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      ids.add(new UUID(random.nextLong(), random.nextLong()));
    }
    Instant begin = clock.instant().minus(AGE);
    update(
        conversations,
        """
        INSERT INTO conversation (id, type, name, state, created_at, updated_at, version,
                                  participant_count)
        SELECT id, 'group', 'Scale', 'open', now(), now(), 1, 2 FROM unnest(?::uuid[]) AS id
        """,
        array(ids));
    update(
        conversations,
        """
        INSERT INTO activity (conversation_id, active_at, last_message_type, last_message_sender_id)
        SELECT id, now(), 'text', '%s' FROM unnest(?::uuid[]) AS id
        """
            .formatted(OTHER),
        array(ids));
    update(
        conversations,
        """
        INSERT INTO participant (conversation_id, user_id, role, joined_at, joined_seq, read_seq,
                                 delivered_seq)
        SELECT id, who, 'member', now(), 0, 0, 0
          FROM unnest(?::uuid[]) AS id, unnest(ARRAY['%s', '%s']) AS who
        """
            .formatted(user, OTHER),
        array(ids));
    append(ids, 0, messagesEach, begin);
    return ids;
  }

  /// More messages for each of the conversations, as if they had been sent just now.
  void append(List<UUID> ids, long lastSeq, int count) throws SQLException, IOException {
    append(ids, lastSeq, count, clock.instant());
  }

  private void append(List<UUID> ids, long lastSeq, int count, Instant from)
      throws SQLException, IOException {
    StringBuilder rows = new StringBuilder();
    int waiting = 0;
    for (int n = 1; n <= count; n++) {
      for (UUID id : ids) {
        long seq = lastSeq + n;
        rows.append(id).append('\t').append(seq).append('\t').append(seq).append('\t');
        rows.append(new UUID(random.nextLong(), random.nextLong()));
        rows.append("\ttext\t").append(OTHER).append('\t').append(words.text()).append('\t');
        rows.append(from.plusMillis(n * 1_000L)).append('\n');
        if (++waiting == ROWS_AT_ONCE) {
          copy(rows);
          waiting = 0;
        }
      }
    }
    copy(rows);
    long last = lastSeq + count;
    update(
        messages,
        """
        INSERT INTO conversation_head (conversation_id, last_seq, last_rev)
        SELECT id, %1$d, %1$d FROM unnest(?::uuid[]) AS id
        ON CONFLICT (conversation_id) DO UPDATE SET last_seq = %1$d, last_rev = %1$d
        """
            .formatted(last),
        array(ids));
    update(
        conversations,
        """
        UPDATE activity SET last_seq = %1$d, rev = %1$d, last_message_rev = %1$d, active_at = now(),
               last_message_id = conversation_id, last_message_preview = 'Hello',
               last_message_at = now()
         WHERE conversation_id = ANY (?::uuid[])
        """
            .formatted(last),
        array(ids));
  }

  /// Has the search take up all that is new, and the planner's statistics made, which otherwise
  /// happens by itself over some minutes.
  void settle() throws SQLException, InterruptedException {
    update(
        messages,
        """
        UPDATE search_rebuild SET finished = false, seq = 0,
               conversation_id = '00000000-0000-0000-0000-000000000000'
        """,
        null);
    while (!rebuilt()) {
      Thread.sleep(500);
    }
    for (Connection connection : List.of(conversations, messages)) {
      try (Statement statement = connection.createStatement()) {
        statement.execute("VACUUM ANALYZE");
      }
    }
  }

  private boolean rebuilt() throws SQLException {
    try (Statement statement = messages.createStatement();
        ResultSet row = statement.executeQuery("SELECT finished FROM search_rebuild")) {
      return row.next() && row.getBoolean(1);
    }
  }

  private void copy(StringBuilder rows) throws SQLException, IOException {
    CopyManager copy = messages.unwrap(PGConnection.class).getCopyAPI();
    copy.copyIn(
        "COPY message (conversation_id, seq, rev, id, type, sender_id, content, created_at)"
            + " FROM STDIN",
        new StringReader(rows.toString()));
    rows.setLength(0);
  }

  private static void update(Connection connection, String sql, String @Nullable [] ids)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      if (ids != null) {
        statement.setArray(1, connection.createArrayOf("text", ids));
      }
      statement.executeUpdate();
    }
  }

  private static String[] array(List<UUID> ids) {
    return ids.stream().map(UUID::toString).toArray(String[]::new);
  }

  @Override
  public void close() throws SQLException {
    conversations.close();
    messages.close();
  }
}
