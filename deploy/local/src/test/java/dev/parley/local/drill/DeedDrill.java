package dev.parley.local.drill;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

/// After each deed that there is, whoever was told of it, or was off and asks, has what one has
/// that fetches everything anew.
///
/// Source: `verify_action` in Zulip's tests of its event system.
final class DeedDrill {

  private final RunningSuite suite;

  DeedDrill(RunningSuite suite) {
    this.suite = suite;
  }

  void run() throws Exception {
    Scene scene = new Scene(suite, "deed", true);
    List<String> users = List.of(scene.anna, scene.ben, scene.carl, scene.dora);
    try (Platform platform = new Platform(suite);
        Observers observers = Observers.connect(suite, users)) {
      observers.agree("before all");
      for (Deed deed : Deeds.all(scene, platform, observers::device)) {
        observers.switchOff();
        deed.run();
        boolean seen = observers.agree("after “" + deed.name() + "”");
        assertThat(seen).as("whether anybody sees “" + deed.name() + "”").isEqualTo(deed.seen());
      }
      observers.agreeAfterAll();
    }
  }
}
