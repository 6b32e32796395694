package dev.parley.conversation.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.conversation.Api;
import dev.parley.conversation.ConversationServiceTest;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/// Transactions commit in another order than they began, and a device that syncs meanwhile misses
/// none. `-Dparley.sync.seed` repeats a run.
@ConversationServiceTest
class SyncOrderIT {

  private static final int WRITERS = 4;
  private static final int TRANSACTIONS = 30;
  private static final int CONVERSATIONS = 8;

  @LocalServerPort int port;
  @Autowired DataSource database;
  Api api;

  @BeforeEach
  void connect() {
    api = new Api(port);
  }

  @Test
  void aTransactionThatBeganFirstAndCommitsLastIsTold() throws Exception {
    String slow = api.as("ooo").directWith("ooo-1");
    String quick = api.as("ooo").directWith("ooo-2");
    Device device = new Device(api.as("ooo"));
    device.sync();
    try (Connection first = database.getConnection();
        Connection second = database.getConnection()) {
      first.setAutoCommit(false);
      second.setAutoCommit(false);
      setPinned(first, slow, "ooo");
      setPinned(second, quick, "ooo");
      second.commit();
      assertThat(device.sync()).containsExactly(quick);
      first.commit();
    }
    assertThat(device.sync()).contains(slow);
    assertThat(device.conversation(slow).path("me").path("pinned").asBoolean()).isTrue();
    assertThat(device.sync()).isEmpty();
  }

  @Test
  void nothingIsMissedWhateverTheOrder() throws Exception {
    long seed = Long.getLong("parley.sync.seed", new Random().nextLong());
    System.out.println("parley.sync.seed=" + seed);
    List<String> conversations = new ArrayList<>();
    for (int i = 0; i < CONVERSATIONS; i++) {
      conversations.add(api.as("storm").directWith("storm-" + i));
    }
    Device device = new Device(api.as("storm"));
    device.sync();
    try (ExecutorService writers = Executors.newFixedThreadPool(WRITERS)) {
      List<Future<?>> running = new ArrayList<>();
      for (int i = 0; i < WRITERS; i++) {
        Random random = new Random(seed + i);
        running.add(writers.submit(() -> write(random, conversations)));
      }
      while (!running.stream().allMatch(Future::isDone)) {
        device.sync();
      }
      for (Future<?> one : running) {
        one.get(1, TimeUnit.MINUTES);
      }
    }
    device.sync();
    Device fresh = new Device(api.as("storm"));
    fresh.sync();
    for (Map.Entry<String, Device.Held> held : fresh.held().entrySet()) {
      assertThat(device.conversation(held.getKey()))
          .as("seed %d", seed)
          .isEqualTo(held.getValue().conversation);
    }
    assertThat(device.sync()).isEmpty();
  }

  /// Transactions that take their number, dawdle, and write a few rows each: of the user's own
  /// settings, the other's marker, the conversation, its activity.
  private Void write(Random random, List<String> conversations) throws Exception {
    for (int i = 0; i < TRANSACTIONS; i++) {
      try (Connection connection = database.getConnection()) {
        connection.setAutoCommit(false);
        run(connection, "SELECT pg_current_xact_id()");
        dawdle(connection, random);
        String id = conversations.get(random.nextInt(conversations.size()));
        run(connection, statement(random, id));
        dawdle(connection, random);
        if (random.nextInt(10) == 0) {
          connection.rollback();
        } else {
          connection.commit();
        }
      }
    }
    return null;
  }

  private static String statement(Random random, String id) {
    String where = " WHERE conversation_id = '" + id + "'";
    int n = random.nextInt(1_000);
    return switch (random.nextInt(4)) {
      case 0 -> "UPDATE participant SET pinned = NOT pinned" + where + " AND user_id = 'storm'";
      case 1 -> "UPDATE participant SET read_seq = " + n + where + " AND user_id LIKE 'storm-%'";
      case 2 -> "UPDATE activity SET last_seq = " + n + where;
      default -> "UPDATE conversation SET name = 'n" + n + "' WHERE id = '" + id + "'";
    };
  }

  private static void dawdle(Connection connection, Random random) throws Exception {
    run(connection, "SELECT pg_sleep(" + random.nextInt(20) / 1_000.0 + ")");
  }

  private static void setPinned(Connection connection, String id, String user) throws Exception {
    try (PreparedStatement statement =
        connection.prepareStatement(
            "UPDATE participant SET pinned = true WHERE conversation_id = ? AND user_id = ?")) {
      statement.setObject(1, UUID.fromString(id));
      statement.setString(2, user);
      statement.executeUpdate();
    }
  }

  private static void run(Connection connection, String sql) throws Exception {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.execute();
    }
  }
}
