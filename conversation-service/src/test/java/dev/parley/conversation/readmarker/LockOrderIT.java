package dev.parley.conversation.readmarker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.parley.common.event.Topics;
import dev.parley.conversation.Api;
import dev.parley.conversation.ConversationServiceTest;
import dev.parley.conversation.EventLog;
import dev.parley.conversation.Messages;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/// Whatever changes a participant and the user's unread version takes them in this order, as the
/// unread repair does, which holds all participants of a conversation, and several participants in
/// the order of their ids: else the two of them would wait for each other.
@ConversationServiceTest
class LockOrderIT {

  @LocalServerPort int port;
  @Autowired JdbcClient jdbc;
  @Autowired TransactionTemplate transactions;

  @Test
  void whoWaitsForAParticipantHoldsNoVersion() throws Exception {
    Api api = new Api(port);
    String id = api.as("lck-a").directWith("lck-b");
    for (int seq = 1; seq <= 2; seq++) {
      EventLog.publish(Messages.text(id, seq, "lck-a", "m" + seq));
    }
    String path = "/conversations/" + id;
    await().until(() -> api.as("lck-b").get(path).json().path("last_seq").asLong() == 2);
    api.as("lck-b").put(path + "/read", "{\"seq\":1}");

    for (var write : Map.of("/read", "{\"seq\":2}", "/settings", "{\"pinned\":true}").entrySet()) {
      List<Future<Api.Answer>> waiting = new ArrayList<>();
      try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
        transactions.executeWithoutResult(_ -> {
          hold("SELECT 1 FROM participant WHERE user_id = 'lck-b' FOR UPDATE");
          waiting.add(
              threads.submit(() -> api.as("lck-b").put(path + write.getKey(), write.getValue())));
          await().until(this::somebodyWaits);
          assertThat(hold("SELECT 1 FROM unread_version WHERE user_id = 'lck-b' FOR UPDATE NOWAIT"))
              .as(write.getKey())
              .hasSize(1);
        });
        assertThat(waiting.getFirst().get().status()).isEqualTo(200);
      }
    }
  }

  /// Markers move for many at once, which are held in the order of their ids.
  @Test
  void whoHandsAGroupOverHoldsNoHeirWhileTheyWaitForThemselves() throws Exception {
    Api api = new Api(port);
    String id = api.as("loh-a").groupWith("loh-b", "loh-c");
    String left = "/conversations/" + id + "/participants/loh-a?successor=loh-b";
    whileHeld("loh", () -> api.as("loh-a").delete(left));
    assertThat(roleOf(api, "loh-b", id)).isEqualTo("admin");

    String other = api.as("lod-a").groupWith("lod-b");
    whileHeld(
        "lod", () -> EventLog.publish(Topics.USER_DELETED, "lod-a", "{\"user_id\":\"lod-a\"}"));
    await().untilAsserted(() -> assertThat(roleOf(api, "lod-b", other)).isEqualTo("admin"));
  }

  private void whileHeld(String users, Runnable action) throws Exception {
    List<Future<?>> waiting = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      transactions.executeWithoutResult(_ -> {
        hold("SELECT 1 FROM participant WHERE user_id = '%s-a' FOR NO KEY UPDATE".formatted(users));
        waiting.add(threads.submit(action));
        await().until(this::somebodyWaits);
        assertThat(
                hold(
                    "SELECT 1 FROM participant WHERE user_id = '%s-b' FOR NO KEY UPDATE NOWAIT"
                        .formatted(users)))
            .hasSize(1);
      });
    }
    waiting.getFirst().get();
  }

  private static String roleOf(Api api, String user, String conversation) {
    return api.as(user).get("/conversations/" + conversation).json().at("/me/role").asString();
  }

  private List<@Nullable Integer> hold(String statement) {
    return jdbc.sql(statement).query(Integer.class).list();
  }

  private boolean somebodyWaits() {
    return jdbc.sql(
            """
            SELECT EXISTS (SELECT FROM pg_stat_activity
              WHERE wait_event_type = 'Lock' AND datname = current_database()
                AND query LIKE '%participant%')
            """)
        .query(Boolean.class)
        .single();
  }
}
