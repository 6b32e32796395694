package dev.parley.realtime.session;

import dev.parley.common.id.UserId;
import dev.parley.common.json.Json;
import dev.parley.realtime.socketio.EncodedEvent;
import dev.parley.realtime.socketio.Priority;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// A user with sockets on this node: their sessions, and the conversations they take part in.
///
/// Memberships come from one call when the first session connects and from events at any time; each
/// carries its conversation's version, and the higher version holds whichever comes first.
public final class LocalUser {

  /// What a piece of news about a membership was worth.
  public enum News {
    /// Not newer than what is known: nothing has changed.
    STALE,
    /// Newer, and the user takes part, or does not, as before.
    SAME,
    /// The user has come in, or gone out.
    CHANGED
  }

  private record Membership(
      long version, boolean present, long joinedSeq, boolean onlySinceJoining) {

    /// The user may read what comes after this seq.
    long fromSeq() {
      return onlySinceJoining ? joinedSeq : 0;
    }
  }

  private final UserId id;
  private final byte[] idJson;
  private final Map<String, Membership> memberships = new ConcurrentHashMap<>();
  private volatile List<Session> sessions = List.of();
  private volatile boolean gone;
  private @Nullable CompletableFuture<Void> loaded;

  LocalUser(UserId id) {
    this.id = id;
    this.idJson = Json.mapper().writeValueAsBytes(id.value());
  }

  public UserId id() {
    return id;
  }

  byte[] idJson() {
    return idJson;
  }

  /// As they are now; the list never changes.
  public List<Session> sessions() {
    return sessions;
  }

  /// Tells all of the user's sockets here.
  public void emit(EncodedEvent event, Priority priority) {
    sessions.forEach(session -> session.connection().emit(event, priority));
  }

  void sessions(List<Session> now) {
    sessions = now;
  }

  /// Whether the user takes part in the conversation, as far as this node knows.
  public boolean takesPartIn(String conversationId) {
    Membership membership = memberships.get(conversationId);
    return membership != null && membership.present();
  }

  /// Whether the user takes part, and the message is not from before what the user may read: who
  /// came in later may have been given the conversation from then on only.
  public boolean mayRead(String conversationId, long seq) {
    Membership membership = memberships.get(conversationId);
    return membership != null && membership.present() && seq > membership.fromSeq();
  }

  /// Whether nothing newer than this version says that the user has left the conversation.
  public boolean mayTakePartIn(String conversationId, long version) {
    Membership membership = memberships.get(conversationId);
    return membership == null || membership.present() || membership.version() < version;
  }

  /// Whether the last session has ended: nothing is to listen for this user any more.
  public boolean isGone() {
    return gone;
  }

  void leave() {
    gone = true;
  }

  /// The clients come back by themselves, and ask for what they have missed.
  public void closeSockets() {
    sessions.forEach(session -> session.connection().close());
  }

  /// The conversations that the user takes part in.
  public List<String> conversations() {
    return memberships.entrySet().stream()
        .filter(entry -> entry.getValue().present())
        .map(Map.Entry::getKey)
        .toList();
  }

  /// Takes news of a membership.
  ///
  /// @param version the conversation's, at which the user was or was not in it
  public News learn(String conversationId, long version, boolean present) {
    return learn(conversationId, version, present, 0, false);
  }

  /// @param joinedSeq the one that the user came in after
  /// @param onlySinceJoining whether what was before it is not for the user
  public News learn(
      String conversationId,
      long version,
      boolean present,
      long joinedSeq,
      boolean onlySinceJoining) {
    News[] news = {News.STALE};
    memberships.compute(
        conversationId,
        (_, known) -> {
          if (known != null && known.version() >= version) {
            return known;
          }
          boolean before = known != null && known.present();
          news[0] = present == before ? News.SAME : News.CHANGED;
          return new Membership(version, present, joinedSeq, onlySinceJoining);
        });
    return news[0];
  }

  /// Takes news of what those may read who came in later.
  ///
  /// @param version the conversation's, from which on it is so
  public void learnHistory(String conversationId, long version, boolean onlySinceJoining) {
    memberships.computeIfPresent(
        conversationId,
        (_, known) ->
            known.version() >= version
                ? known
                : new Membership(version, known.present(), known.joinedSeq(), onlySinceJoining));
  }

  /// The load of the memberships, begun by whoever asks first, and again after a failure.
  public synchronized CompletableFuture<Void> loaded(Supplier<CompletableFuture<Void>> load) {
    if (loaded == null || loaded.isCompletedExceptionally()) {
      loaded = load.get();
    }
    return loaded;
  }
}
