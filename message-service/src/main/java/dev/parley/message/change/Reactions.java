package dev.parley.message.change;

import dev.parley.common.event.MessageBody.Reaction;
import dev.parley.common.problem.ValidationException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A message's reactions under its head's lock: what is shown (each emoji's count and first users)
/// and what has to be written of who reacted.
final class Reactions {

  static final int MAX_DISTINCT = 20;
  static final int FIRST_USERS = 20;

  /// Who of the stored ones came first.
  interface Stored {
    List<String> first(String emoji, int limit);
  }

  record Mark(String emoji, String userId) {}

  private final Map<String, Reaction> shown = new LinkedHashMap<>();
  private final Stored stored;
  private final Set<Mark> known = new HashSet<>();

  /// What this transaction has changed: the rev of what it added, null for what it took away.
  private final Map<Mark, @Nullable Long> touched = new LinkedHashMap<>();

  Reactions(List<Reaction> reactions, Stored stored) {
    reactions.forEach(reaction -> shown.put(reaction.emoji(), reaction));
    this.stored = stored;
  }

  /// Tells that a user's reaction is there. All that a transaction may come to ask about are told
  /// before.
  void know(Mark mark) {
    known.add(mark);
  }

  /// @param rev the change that adds it
  /// @return false when it was there
  /// @throws ValidationException `too_many` when it would be one emoji too many
  boolean add(Mark mark, long rev) {
    if (known.contains(mark)) {
      return false;
    }
    @Nullable Reaction before = shown.get(mark.emoji());
    if (before == null && shown.size() >= MAX_DISTINCT) {
      throw new ValidationException("emoji", "too_many");
    }
    List<String> users = before == null ? List.of() : before.userIds();
    if (users.size() < FIRST_USERS) {
      users = new ArrayList<>(users);
      users.add(mark.userId());
    }
    show(mark.emoji(), before == null ? 1 : before.count() + 1, users);
    known.add(mark);
    touched.put(mark, rev);
    return true;
  }

  /// @return false when it was not there
  boolean remove(Mark mark) {
    if (!known.remove(mark)) {
      return false;
    }
    touched.put(mark, null);
    @Nullable Reaction before = shown.get(mark.emoji());
    if (before == null || before.count() <= 1) {
      shown.remove(mark.emoji());
      return true;
    }
    List<String> users = new ArrayList<>(before.userIds());
    boolean lacksOne = users.remove(mark.userId()) && before.count() > FIRST_USERS;
    show(mark.emoji(), before.count() - 1, lacksOne ? firstUsers(mark.emoji()) : users);
    return true;
  }

  void clear() {
    shown.clear();
    touched.clear();
  }

  List<Reaction> shown() {
    return List.copyOf(shown.values());
  }

  Map<Mark, @Nullable Long> touched() {
    return touched;
  }

  private void show(String emoji, int count, List<String> users) {
    shown.put(emoji, new Reaction(emoji, count, List.copyOf(users), null));
  }

  /// Moves up who came next: of the stored ones, and of those that are not written yet.
  private List<String> firstUsers(String emoji) {
    List<Map.Entry<Mark, @Nullable Long>> ours =
        touched.entrySet().stream().filter(e -> e.getKey().emoji().equals(emoji)).toList();
    List<String> users = new ArrayList<>(stored.first(emoji, FIRST_USERS + ours.size()));
    ours.forEach(e -> users.remove(e.getKey().userId()));
    List<String> fresh = new ArrayList<>();
    ours.stream()
        .filter(e -> e.getValue() != null)
        .sorted(Comparator.comparingLong(e -> e.getValue() == null ? 0 : e.getValue()))
        .forEach(e -> fresh.add(e.getKey().userId()));
    users.addAll(fresh);
    return users.subList(0, Math.min(FIRST_USERS, users.size()));
  }
}
