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
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
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
/// `-Dparley.drill.histories=50` makes it long; `-Dparley.drill.seed=…` takes other histories, a
/// number or `random`.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TwoNodesIT {

  private static final int HISTORIES = Integer.getInteger("parley.drill.histories", 1);
  private static final int STEPS = Integer.getInteger("parley.drill.steps", 30);
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir static Path data;
  private RunningSuite suite;

  @BeforeAll
  void start() throws IOException {
    suite = RunningSuite.start(data, "--nodes", "2");
  }

  @AfterAll
  void stop() {
    suite.close();
  }

  @Test
  void aClientThatWasCutOffAnywhereInAHistoryHasItAll() throws Exception {
    for (int i = 0; i < HISTORIES; i++) {
      long seed = seed() + i;
      System.out.println("parley.drill.seed=" + seed);
      history(seed, "h" + i);
    }
  }

  /// The same histories each time, unless others are asked for: a number, or `random`.
  private static long seed() {
    String given = System.getProperty("parley.drill.seed", "1");
    return given.equals("random") ? new Random().nextLong() : Long.parseLong(given);
  }

  /// After each step each user's device is cut off; at the end all of them come back.
  private void history(long seed, String prefix) throws Exception {
    Random random = new Random(seed);
    try (Deeds deeds = new Deeds(suite, prefix, false)) {
      List<Deeds.Deed> all = List.copyOf(deeds.all().values());
      Map<String, KeptState> online = new TreeMap<>();
      deeds.users().forEach(user -> online.put(user, new KeptState(user)));
      List<KeptState> cutOff = new ArrayList<>();
      for (int step = 0; step < STEPS; step++) {
        all.get(random.nextInt(all.size())).run();
        for (KeptState state : online.values()) {
          if (random.nextInt(3) > 0) {
            ModelClient.syncFully(suite, state);
          }
          cutOff.add(state.copy());
        }
      }
      Map<String, Map<String, String>> fetched = new TreeMap<>();
      for (KeptState state : cutOff) {
        if (!synced(state).equals(fetched.get(state.user()))) {
          agrees("seed " + seed, state.user(), () -> synced(state), Scope.WHOLE);
          fetched.put(state.user(), Snapshot.of(suite, state.user(), Scope.WHOLE));
        }
      }
    }
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
      for (int i = 0; i < clients.size(); i++) {
        ModelClient client = clients.get(i);
        agrees("client " + i, client.copy().user(), () -> client.form(Scope.TOLD), Scope.TOLD);
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

  private interface Kept {
    Map<String, String> form() throws IOException;
  }

  private Map<String, String> synced(KeptState state) throws IOException {
    ModelClient.syncFully(suite, state);
    return state.form(Scope.WHOLE);
  }

  private void agrees(String when, String user, Kept kept, Scope scope) {
    await(when + ", " + user)
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(50))
        .pollDelay(Duration.ZERO)
        .ignoreExceptions()
        .untilAsserted(
            () -> assertThat(kept.form()).as(when).isEqualTo(Snapshot.of(suite, user, scope)));
  }
}
