package dev.parley.realtime.session;

import dev.parley.common.id.UserId;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// A user with sockets on this node: their sessions, and the conversations they listen to.
///
/// Memberships come from one call when the first session connects and from events at any time; each
/// carries its conversation's version, and the higher version holds whichever comes first.
public final class LocalUser {

  private record Membership(long version, boolean present) {}

  private final UserId id;
  private final Set<Session> sessions = ConcurrentHashMap.newKeySet();
  private final Map<String, Membership> memberships = new ConcurrentHashMap<>();
  private @Nullable CompletableFuture<Void> loaded;
  private volatile boolean gone;

  LocalUser(UserId id) {
    this.id = id;
  }

  public UserId id() {
    return id;
  }

  public Set<Session> sessions() {
    return sessions;
  }

  public boolean listensTo(String conversationId) {
    Membership membership = memberships.get(conversationId);
    return membership != null && membership.present();
  }

  /// Whether the last session has ended: nothing is to listen for this user any more.
  public boolean isGone() {
    return gone;
  }

  void leave() {
    gone = true;
  }

  /// The conversations that the user listens to.
  public Set<String> conversations() {
    Set<String> present = ConcurrentHashMap.newKeySet();
    memberships.forEach((conversation, membership) -> {
      if (membership.present()) {
        present.add(conversation);
      }
    });
    return present;
  }

  /// @return whether this changed what the user listens to
  public boolean learn(String conversationId, long version, boolean present) {
    boolean[] changed = {false};
    memberships.compute(
        conversationId,
        (key, known) -> {
          if (known != null && known.version() >= version) {
            return known;
          }
          changed[0] = present != (known != null && known.present());
          return new Membership(version, present);
        });
    return changed[0];
  }

  /// The load of the memberships, begun by whoever asks first.
  public synchronized CompletableFuture<Void> loaded(Supplier<CompletableFuture<Void>> load) {
    if (loaded == null || loaded.isCompletedExceptionally()) {
      loaded = load.get();
    }
    return loaded;
  }
}
