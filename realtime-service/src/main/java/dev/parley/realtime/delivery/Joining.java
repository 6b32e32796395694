package dev.parley.realtime.delivery;

import dev.parley.realtime.session.LocalUser;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;

/// Users who come into a conversation together, while they are given what was said since. What is
/// delivered to the others meanwhile waits for them here. Under the conversation's lock.
final class Joining {

  /// Beyond it they had better fetch the rest as well.
  private static final int MAX_WAITING = 1_000;

  private final Set<LocalUser> users;
  private final Deque<Delivery> waiting = new ArrayDeque<>();
  private long given;

  /// @param given the seq that they join after
  Joining(Collection<LocalUser> users, long given) {
    this.users = new HashSet<>(users);
    this.given = given;
  }

  /// Those that have not left since.
  Set<LocalUser> users() {
    return users;
  }

  /// The seq of the last message that they have been given, or need not be.
  long given() {
    return given;
  }

  void given(long seq) {
    given = seq;
  }

  void add(Delivery delivery) {
    if (waiting.size() == MAX_WAITING) {
      waiting.clear();
    }
    waiting.add(delivery);
  }

  Deque<Delivery> waiting() {
    return waiting;
  }

  /// Whether nothing is missing between what they have been given and what is to come.
  ///
  /// @param last what the others have been given, or [ConversationOrder#UNKNOWN]
  boolean hasCaughtUp(long last) {
    long before = waiting.isEmpty() ? last : waiting.getFirst().seq() - 1;
    return given >= before;
  }
}
