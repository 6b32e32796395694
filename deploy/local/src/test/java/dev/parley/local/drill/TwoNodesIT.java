package dev.parley.local.drill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.parley.local.drill.Snapshot.Scope;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.json.JSONObject;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// Two realtime and two message-service processes are one suite, and a client that keeps its state
/// by what it is told has what one has that fetches everything anew.
///
/// `-Dparley.drill.histories=50 -Dparley.drill.steps=200` makes it long; `-Dparley.drill.seed=…`
/// takes other histories, a number or `random`.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TwoNodesIT {

  private static final int HISTORIES = Integer.getInteger("parley.drill.histories", 1);
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir static Path data;
  private RunningSuite suite;

  @BeforeAll
  void start() throws IOException {
    suite = RunningSuite.start(data, PresenceDrill.SHORT_WAITS, "--nodes", "2");
  }

  @AfterAll
  void stop() {
    suite.close();
  }

  @Test
  void afterEveryDeedWhatWasToldAndWhatIsSyncedIsWhatIsFetched() throws Exception {
    new DeedDrill(suite).run();
  }

  @Test
  void aClientThatWasCutOffAnywhereInAHistoryHasItAll() throws Exception {
    long seed = HistoryDrill.seed();
    for (int i = 0; i < HISTORIES; i++) {
      new HistoryDrill(suite).run(seed + i);
    }
  }

  @Test
  void whoWatchesSeesWhoIsThere() throws Exception {
    new PresenceDrill(suite).run();
  }

  @Test
  void whoWasThereFindsWhatWasSaid() throws Exception {
    new SearchDrill(suite).run();
  }

  @Test
  void whoeverIsKilledNothingIsMissed() throws Exception {
    List<ModelClient> clients = new ArrayList<>();
    AtomicBoolean sending = new AtomicBoolean(true);
    Set<String> acknowledged = ConcurrentHashMap.newKeySet();
    String conversation =
        suite
            .post(
                "/api/v1/conversations",
                "kim",
                new JSONObject(Map.of("type", "group", "participant_ids", List.of("lee", "max"))))
            .getString("id");
    try {
      for (String user : List.of("kim", "lee", "max", "kim", "lee", "max")) {
        clients.add(ModelClient.connect(suite, user, "websocket"));
      }
      List<Thread> senders = new ArrayList<>();
      for (String user : List.of("kim", "lee")) {
        senders.add(
            Thread.ofVirtual().start(() -> send(user, conversation, sending, acknowledged)));
      }
      for (String victim : List.of("realtime-service-b", "message-service-1")) {
        int before = acknowledged.size();
        await().atMost(PATIENCE).until(() -> acknowledged.size() > before + 20);
        long killed = suite.pids().getOrDefault(victim, 0L);
        suite.kill(victim);
        int then = acknowledged.size();
        // The other one goes on alone.
        await().atMost(PATIENCE).until(() -> acknowledged.size() > then + 20);
        await()
            .atMost(Duration.ofMinutes(2))
            .until(() -> suite.pids().getOrDefault(victim, killed) != killed);
      }
      sending.set(false);
      for (Thread sender : senders) {
        sender.join();
      }
      var stored = Snapshot.messages(suite, "max", conversation);
      assertThat(stored.lastKey()).isEqualTo(stored.size());
      assertThat(stored.values().stream().map(m -> m.getString("id")).toList())
          .doesNotHaveDuplicates()
          .containsAll(acknowledged);
      for (ModelClient client : clients) {
        agrees(client);
      }
    } finally {
      sending.set(false);
      clients.forEach(ModelClient::close);
    }
  }

  /// A message without an answer is sent again under its id.
  private void send(
      String user, String conversation, AtomicBoolean sending, Set<String> acknowledged) {
    while (sending.get()) {
      String id = UUID.randomUUID().toString();
      JSONObject message = new JSONObject(Map.of("id", id, "content", "from " + user));
      String path = "/api/v1/conversations/" + conversation + "/messages";
      boolean stored = false;
      while (!stored && sending.get()) {
        try {
          stored = suite.request("POST", path, user, message.toString()).statusCode() < 300;
        } catch (IOException e) {
          // once more
        }
      }
      if (stored) {
        acknowledged.add(id);
      }
    }
  }

  private void agrees(ModelClient client) {
    String user = client.copy().user();
    await(user)
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(50))
        .pollDelay(Duration.ZERO)
        .ignoreExceptions()
        .untilAsserted(() ->
            assertThat(
                    Differences.between(
                        client.form(Scope.TOLD), Snapshot.of(suite, user).form(Scope.TOLD)))
                .isEmpty());
  }
}
