package dev.parley.realtime.delivery;

import dev.parley.common.event.ConversationBody;
import dev.parley.realtime.session.LocalUser;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Who has come into a large conversation and gone out of it since its sockets were told last, as
/// of the newest event. Of one who did both, what came last. Under the conversation's monitor.
final class ComingsAndGoings {

  private final Map<String, Boolean> came = new LinkedHashMap<>();
  private byte @Nullable [] newest;
  private Set<LocalUser> told = Set.of();

  /// @param event the record's value
  /// @param told whom it was told in another way
  void add(ConversationBody body, byte[] event, Set<LocalUser> told) {
    orEmpty(body.removed()).forEach(user -> move(user, false));
    orEmpty(body.added()).forEach(user -> move(user, true));
    this.newest = event;
    this.told = told;
  }

  private void move(String user, boolean in) {
    came.remove(user);
    came.put(user, in);
  }

  static int movesOf(ConversationBody body) {
    return orEmpty(body.added()).size() + orEmpty(body.removed()).size();
  }

  int size() {
    return came.size();
  }

  boolean isEmpty() {
    return newest == null;
  }

  /// Who had the newest event itself.
  boolean isKnownTo(LocalUser user) {
    return told.contains(user);
  }

  /// What `conversation_updated` says of all of it.
  byte[] forSockets() {
    byte @Nullable [] event = newest;
    if (event == null) {
      throw new IllegalStateException("nobody has come or gone");
    }
    return ConversationForSockets.of(event, those(true), those(false));
  }

  void clear() {
    came.clear();
    newest = null;
    told = Set.of();
  }

  private List<String> those(boolean in) {
    return came.entrySet().stream()
        .filter(move -> move.getValue() == in)
        .map(Map.Entry::getKey)
        .toList();
  }

  private static Collection<String> orEmpty(@Nullable List<String> list) {
    return list == null ? List.of() : list;
  }
}
