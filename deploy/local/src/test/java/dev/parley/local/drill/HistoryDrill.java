package dev.parley.local.drill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.local.drill.Snapshot.Scope;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.awaitility.Awaitility;

/// Random histories: after each step each user's device is cut off; at the end all of them come
/// back, and have what one has that fetches everything anew.
final class HistoryDrill {

  private static final int STEPS = Integer.getInteger("parley.drill.steps", 20);
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final RunningSuite suite;

  HistoryDrill(RunningSuite suite) {
    this.suite = suite;
  }

  /// The same histories each time, unless others are asked for: a number, or `random`.
  static long seed() {
    String given = System.getProperty("parley.drill.seed", "1");
    return given.equals("random") ? new Random().nextLong() : Long.parseLong(given);
  }

  void run(long seed) throws Exception {
    System.out.println("parley.drill.seed=" + seed);
    Random random = new Random(seed);
    Scene scene = new Scene(suite, "h" + Long.toHexString(seed), false);
    List<KeptState> cutOff = new ArrayList<>();
    try (Platform platform = new Platform(suite)) {
      List<Deed> deeds = Deeds.repeatable(scene, platform);
      List<KeptState> online =
          List.of(new KeptState(scene.anna), new KeptState(scene.ben), new KeptState(scene.carl));
      for (int step = 0; step < STEPS; step++) {
        deeds.get(random.nextInt(deeds.size())).run();
        for (KeptState state : online) {
          if (random.nextInt(3) > 0) {
            ModelClient.syncFully(suite, state);
          }
          cutOff.add(state.copy());
        }
      }
    }
    comeBack("seed " + seed, cutOff);
  }

  /// What was fetched for one of a user's devices is what the next has to have, while nothing
  /// happens.
  private void comeBack(String when, List<KeptState> cutOff) throws Exception {
    Map<String, Map<String, Object>> fetched = new TreeMap<>();
    for (KeptState state : cutOff) {
      ModelClient.syncFully(suite, state);
      if (!state.form(Scope.WHOLE).equals(fetched.get(state.user()))) {
        Awaitility.await(when + ", " + state.user())
            .atMost(PATIENCE)
            .pollDelay(Duration.ZERO)
            .pollInterval(Duration.ofMillis(50))
            .ignoreExceptions()
            .untilAsserted(() -> {
              ModelClient.syncFully(suite, state);
              Map<String, Object> now = Snapshot.of(suite, state.user()).form(Scope.WHOLE);
              assertThat(Differences.between(state.form(Scope.WHOLE), now)).isEmpty();
              fetched.put(state.user(), now);
            });
      }
    }
  }
}
