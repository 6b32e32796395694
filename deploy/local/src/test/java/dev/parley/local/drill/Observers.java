package dev.parley.local.drill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.local.drill.Snapshot.Scope;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.awaitility.Awaitility;

/// Users each of whom has a device that is told everything, another one that is told the same over
/// polling, two that were off while something was done and come back, one by HTTP and one by the
/// socket, and one that is off all the time.
final class Observers implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration BETWEEN = Duration.ofMillis(20);

  private final RunningSuite suite;
  private final Map<String, List<ModelClient>> devices = new TreeMap<>();
  private final Map<String, KeptState> before = new ConcurrentHashMap<>();
  private final Map<String, KeptState> off = new TreeMap<>();
  private final Map<String, Map<String, Object>> fetched = new ConcurrentHashMap<>();

  private Observers(RunningSuite suite) {
    this.suite = suite;
  }

  static Observers connect(RunningSuite suite, List<String> users) throws InterruptedException {
    Observers observers = new Observers(suite);
    for (String user : users) {
      List<ModelClient> own = new ArrayList<>();
      for (String transport : List.of("websocket", "polling")) {
        own.add(ModelClient.connect(suite, user, transport));
      }
      observers.devices.put(user, own);
      observers.off.put(user, own.getFirst().copy());
    }
    return observers;
  }

  /// The one over WebSocket.
  ModelClient device(String user) {
    return devices.getOrDefault(user, List.of()).getFirst();
  }

  /// Switches a device of each off.
  void switchOff() {
    devices.forEach((user, own) -> before.put(user, own.getFirst().copy()));
  }

  /// Waits until all have what one has that fetches everything anew.
  ///
  /// @return whether that is something else than before, for anybody
  boolean agree(String when) throws Exception {
    Map<String, Map<String, Object>> last = Map.copyOf(fetched);
    forEachUser(user -> {
      KeptState overHttp = Map.copyOf(before).getOrDefault(user, new KeptState(user));
      KeptState overTheSocket = overHttp.copy();
      await(when + ", " + user, () -> compare(user, overHttp, overTheSocket));
    });
    return !last.equals(fetched);
  }

  /// At the end the devices that were off all the time come back.
  void agreeAfterAll() throws Exception {
    forEachUser(user ->
        await(
            "after all, " + user,
            () -> {
              KeptState kept = off.getOrDefault(user, new KeptState(user));
              ModelClient.syncFully(suite, kept);
              Snapshot now = Snapshot.of(suite, user);
              same("off all the time", kept.form(Scope.WHOLE), now.form(Scope.WHOLE));
            }));
  }

  private void compare(String user, KeptState overHttp, KeptState overTheSocket) throws Exception {
    ModelClient.syncFully(suite, overHttp);
    device(user).syncOverTheSocket(overTheSocket);
    Snapshot now = Snapshot.of(suite, user);
    Map<String, Object> whole = now.form(Scope.WHOLE);
    same("synced by HTTP", overHttp.form(Scope.WHOLE), whole);
    same("synced by the socket", overTheSocket.form(Scope.WHOLE), whole);
    Map<String, Object> told = now.form(Scope.TOLD);
    for (ModelClient device : devices.getOrDefault(user, List.of())) {
      same("told by " + device.transport(), device.form(Scope.TOLD), told);
    }
    fetched.put(user, whole);
  }

  private static void same(String who, Map<String, Object> kept, Map<String, Object> fetched) {
    assertThat(Differences.between(kept, fetched)).as(who).isEmpty();
  }

  private interface Comparing {
    void run() throws Exception;
  }

  private static void await(String when, Comparing comparing) {
    Awaitility.await(when)
        .atMost(PATIENCE)
        .pollDelay(Duration.ZERO)
        .pollInterval(BETWEEN)
        .ignoreExceptions()
        .untilAsserted(comparing::run);
  }

  private interface OfUser {
    void run(String user) throws Exception;
  }

  private void forEachUser(OfUser doing) throws Exception {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> running = new ArrayList<>();
      for (String user : devices.keySet()) {
        running.add(
            threads.submit(() -> {
              doing.run(user);
              return null;
            }));
      }
      for (Future<?> one : running) {
        one.get();
      }
    }
  }

  @Override
  public void close() {
    devices.values().forEach(own -> own.forEach(ModelClient::close));
  }
}
