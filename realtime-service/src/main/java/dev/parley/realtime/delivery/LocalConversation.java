package dev.parley.realtime.delivery;

import dev.parley.realtime.session.LocalUser;
import dev.parley.realtime.session.Session;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A conversation that someone on this node listens to. Its monitor makes one order of joining,
/// leaving and delivering: all that is done under it only hands bytes to sockets' queues. There may
/// be a million of them, so that what most of them never need is made when it is needed.
final class LocalConversation {

  /// For a user who listens since the socket connected: all that comes is new to it.
  static final long ALL = -1;

  private static final int LARGE_ABOVE = 100;

  private final String id;
  private final Map<LocalUser, Long> listeners = new HashMap<>(4);
  private final ConversationOrder order = new ConversationOrder();
  private List<Joining> joining = List.of();
  private Set<Session> opened = Set.of();
  private int participantCount;
  private long version;
  private long heardOf;
  private long blockedVersion;
  private boolean blocked;
  private @Nullable ComingsAndGoings comingsAndGoings;
  private boolean fetching;
  private boolean gone;

  LocalConversation(String id) {
    this.id = id;
  }

  String id() {
    return id;
  }

  /// Who listens, and the seq of the last message that each has been given otherwise, or [#ALL].
  Map<LocalUser, Long> listeners() {
    return listeners;
  }

  /// Who will, when they have been given what they have missed.
  List<Joining> joining() {
    return joining;
  }

  void add(Joining group) {
    if (joining.isEmpty()) {
      joining = new ArrayList<>(1);
    }
    joining.add(group);
  }

  /// All who take part and are here.
  Stream<LocalUser> users() {
    return Stream.concat(
        listeners.keySet().stream(), joining.stream().flatMap(group -> group.users().stream()));
  }

  /// The sessions that have it open.
  Set<Session> opened() {
    return opened;
  }

  void open(Session session) {
    if (opened.isEmpty()) {
      opened = new HashSet<>(4);
    }
    opened.add(session);
  }

  void close(Session session) {
    if (!opened.isEmpty()) {
      opened.remove(session);
    }
  }

  ConversationOrder order() {
    return order;
  }

  /// Whether receipts are fetched and not pushed, and typing is not told: both grow with the square
  /// of the participants.
  boolean isLarge() {
    return participantCount > LARGE_ABOVE;
  }

  /// Takes what a version of the conversation says.
  ///
  /// @return false when a later one has been seen before
  boolean learn(long newVersion, int participants) {
    if (newVersion <= version) {
      return false;
    }
    version = newVersion;
    participantCount = participants;
    return true;
  }

  /// The version at which all who listen took part: those removed since listen on until this node
  /// hears of it.
  long heardOf() {
    return heardOf;
  }

  /// Of all who had come and gone at this version it has been heard.
  void heardOf(long newVersion) {
    heardOf = Math.max(heardOf, newVersion);
  }

  /// Whether one of the two has blocked the other: neither is told what the other does.
  boolean isBlocked() {
    return blocked;
  }

  void learnBlocked(long newVersion, boolean now) {
    if (newVersion > blockedVersion) {
      blockedVersion = newVersion;
      blocked = now;
    }
  }

  /// Who has come and gone lately, of a large one where that goes on; else null.
  @Nullable ComingsAndGoings comingsAndGoings() {
    return comingsAndGoings;
  }

  void comingsAndGoings(@Nullable ComingsAndGoings lately) {
    comingsAndGoings = lately;
  }

  /// Whether what is missing is being fetched.
  boolean isFetching() {
    return fetching;
  }

  void fetching(boolean now) {
    fetching = now;
  }

  void stopListening(LocalUser user) {
    listeners.remove(user);
    joining.forEach(group -> group.users().remove(user));
  }

  void forget(LocalUser user) {
    stopListening(user);
    for (Session session : user.sessions()) {
      close(session);
      session.open().remove(id);
    }
  }

  boolean isUnused() {
    return listeners.isEmpty() && opened.isEmpty() && joining.isEmpty();
  }

  /// Whether it has left the registry, and another one may have taken its place.
  boolean isGone() {
    return gone;
  }

  void leave() {
    gone = true;
  }
}
