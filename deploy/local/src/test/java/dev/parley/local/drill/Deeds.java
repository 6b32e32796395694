package dev.parley.local.drill;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/// All that can be done in a chat. Whoever adds something to the suite adds it here.
final class Deeds {

  private Deeds() {}

  /// Each with an effect, in this order.
  ///
  /// @param device one of a user's, which is connected
  static List<Deed> all(Scene scene, Platform platform, Function<String, ModelClient> device)
      throws IOException {
    var groups = new GroupDeeds(scene);
    var events = new PlatformDeeds(scene, platform);
    List<Deed> all = ofUsers(scene);
    all.addAll(groups.newcomers());
    all.addAll(new SocketDeeds(scene, device).all());
    all.addAll(new MediaDeeds(scene).all());
    all.addAll(events.matches());
    all.addAll(events.bookings());
    all.addAll(events.messages());
    all.addAll(groups.ending());
    all.addAll(groups.handOver());
    all.addAll(events.accounts());
    return all;
  }

  /// Those that can be done at any time.
  static List<Deed> repeatable(Scene scene, Platform platform) {
    List<Deed> all = ofUsers(scene);
    all.addAll(new PlatformDeeds(scene, platform).atAnyTime());
    return all.stream().filter(Deed::repeatable).toList();
  }

  private static List<Deed> ofUsers(Scene scene) {
    var messages = new MessageDeeds(scene);
    var groups = new GroupDeeds(scene);
    var own = new OwnDeeds(scene);
    List<Deed> all = new ArrayList<>();
    all.addAll(messages.sending());
    all.addAll(own.markers());
    all.addAll(messages.changing());
    all.addAll(own.settings());
    all.addAll(own.blocks());
    all.addAll(own.profiles());
    all.addAll(groups.opening());
    all.addAll(groups.editing());
    all.addAll(groups.membership());
    return all;
  }
}
