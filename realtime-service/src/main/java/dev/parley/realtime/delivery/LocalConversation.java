package dev.parley.realtime.delivery;

import dev.parley.realtime.session.LocalUser;
import dev.parley.realtime.session.Session;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;

/// A conversation that someone on this node listens to. Its lock makes one order of joining,
/// leaving and delivering: all that is done under it only hands bytes to sockets' queues.
final class LocalConversation {

  private final String id;
  private final ReentrantLock lock = new ReentrantLock();
  private final Set<LocalUser> listeners = new HashSet<>();
  private final Set<Session> opened = new HashSet<>();
  private final ConversationOrder order = new ConversationOrder();
  private int participantCount;
  private boolean gone;

  LocalConversation(String id) {
    this.id = id;
  }

  String id() {
    return id;
  }

  ReentrantLock lock() {
    return lock;
  }

  Set<LocalUser> listeners() {
    return listeners;
  }

  /// The sessions that have it open.
  Set<Session> opened() {
    return opened;
  }

  ConversationOrder order() {
    return order;
  }

  /// As far as this node has been told; 0 where it has not.
  int participantCount() {
    return participantCount;
  }

  void participantCount(int count) {
    participantCount = count;
  }

  /// Whether it has left the registry, and another one may have taken its place.
  boolean isGone() {
    return gone;
  }

  void leave() {
    gone = true;
  }
}
