package dev.parley.realtime.delivery;

import dev.parley.realtime.session.LocalUser;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Users who come into a conversation together, while they are given what was said since. What is
/// delivered to the others meanwhile waits for them here. Under the conversation's lock.
final class Joining {

  /// Beyond it they had better fetch the rest as well.
  private static final int MAX_WAITING = 1_000;

  private final Set<LocalUser> users;
  private final Deque<Delivery> waiting = new ArrayDeque<>();
  private final boolean fromTheStart;
  private long given;
  private long rev;

  /// @param given the seq that they join after
  Joining(Collection<LocalUser> users, long given) {
    this.users = new HashSet<>(users);
    this.given = given;
    this.fromTheStart = given == 0;
  }

  /// Those that have not left since.
  Set<LocalUser> users() {
    return users;
  }

  /// The seq of the last message that they have been given, or need not be.
  long given() {
    return given;
  }

  void given(long seq, long atRev) {
    given = seq;
    rev = Math.max(rev, atRev);
  }

  /// Where the conversation stood when all was fetched; null where older messages were left out,
  /// one of which may have been the last to change.
  @Nullable Long rev() {
    return fromTheStart ? rev : null;
  }

  /// New messages beyond the bound are left out, to be fetched; what has changed in those that were
  /// given already is not fetched again.
  void add(Delivery delivery) {
    if (waiting.size() >= MAX_WAITING) {
      waiting.removeIf(waits -> waits.kind() == Delivery.Kind.NEW);
    }
    if (waiting.size() >= MAX_WAITING) {
      waiting.removeFirst();
    }
    waiting.add(delivery);
  }

  Deque<Delivery> waiting() {
    return waiting;
  }

  /// Whether nothing is missing between what they have been given and what is to come.
  ///
  /// @param last the seq that the others have been given, or [ConversationOrder#UNKNOWN]
  boolean hasCaughtUp(long last) {
    return given >= firstWaiting().map(delivery -> delivery.seq() - 1).orElse(last);
  }

  private Optional<Delivery> firstWaiting() {
    return waiting.stream().filter(waits -> waits.kind() == Delivery.Kind.NEW).findFirst();
  }
}
