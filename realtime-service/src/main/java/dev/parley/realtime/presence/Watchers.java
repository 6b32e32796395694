package dev.parley.realtime.presence;

import dev.parley.common.id.UserId;
import dev.parley.common.problem.DomainException;
import dev.parley.common.problem.ValidationException;
import dev.parley.realtime.conversation.ConversationServiceClient;
import dev.parley.realtime.session.LocalUser;
import dev.parley.realtime.session.Session;
import dev.parley.realtime.session.SessionRegistry;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/// Which sockets want to know of whom. A user may be seen by those who share a conversation with
/// them, unless one of the two has blocked the other; to everyone else they are offline, as someone
/// is who does not exist.
@Component
public class Watchers {

  static final int MAX_WATCHED = 500;

  private static final int MAX_TRIES = 3;

  /// Whom each session watches, and whether it may see them.
  private final ConcurrentHashMap<Session, Map<String, Boolean>> watched =
      new ConcurrentHashMap<>();

  private final ConcurrentHashMap<String, Set<Session>> watching = new ConcurrentHashMap<>();
  private final AtomicLong rechecks = new AtomicLong();
  private final Tellings tellings;
  private final SessionRegistry sessions;
  private final ConversationServiceClient conversations;

  Watchers(PresenceBook book, SessionRegistry sessions, ConversationServiceClient conversations) {
    this.tellings = new Tellings(book);
    this.sessions = sessions;
    this.conversations = conversations;
  }

  /// How the users are, as far as the viewer may know. Blocks.
  ///
  /// @throws DomainException `unavailable`
  List<Presence> look(UserId viewer, Collection<String> users) {
    Set<String> visible = visible(viewer, users);
    return users.stream().map(user -> tellings.seen(user, visible.contains(user))).toList();
  }

  /// Has the session told of the users from now on. Blocks.
  ///
  /// @return how they are
  /// @throws DomainException `validation_failed` when it would watch too many, `unavailable`
  List<Presence> watch(Session session, Collection<String> users) {
    Map<String, Boolean> before = watched.getOrDefault(session, Map.of());
    List<String> others = users.stream().filter(user -> !before.containsKey(user)).toList();
    if (before.size() + others.size() > MAX_WATCHED) {
      throw new ValidationException("user_ids", "too_many");
    }
    // Before it is asked whether they are visible: what changes meanwhile is asked for again.
    watched.putIfAbsent(session, Map.of());
    others.forEach(user -> join(user, session));
    try {
      return ask(session, users);
    } catch (DomainException e) {
      others.forEach(user -> leave(user, session));
      throw e;
    } finally {
      if (session.isEnded()) {
        others.forEach(user -> leave(user, session));
        forget(session);
      }
    }
  }

  /// Another answer than the one that has been overtaken is asked for, within reason.
  private List<Presence> ask(Session session, Collection<String> users) {
    long current;
    Set<String> visible;
    int tries = 0;
    do {
      current = rechecks.get();
      Set<String> answer = visible(session.userId(), users);
      watched.compute(session, (_, all) -> with(all, users, answer));
      visible = answer;
    } while (current != rechecks.get() && ++tries < MAX_TRIES);
    Set<String> seen = visible;
    return users.stream().map(user -> tellings.seen(user, seen.contains(user))).toList();
  }

  private static Map<String, Boolean> with(
      @Nullable Map<String, Boolean> before, Collection<String> users, Set<String> visible) {
    Map<String, Boolean> after = before == null ? new HashMap<>() : new HashMap<>(before);
    users.forEach(user -> after.put(user, visible.contains(user)));
    return Map.copyOf(after);
  }

  void unwatch(Session session, Collection<String> users) {
    watched.computeIfPresent(
        session,
        (_, before) -> {
          Map<String, Boolean> after = new HashMap<>(before);
          users.forEach(after::remove);
          return after.isEmpty() ? null : Map.copyOf(after);
        });
    users.forEach(user -> leave(user, session));
  }

  /// The session has ended.
  public void forget(Session session) {
    tellings.forget(session);
    Map<String, Boolean> all = watched.remove(session);
    if (all != null) {
      all.keySet().forEach(user -> leave(user, session));
    }
  }

  /// The session has been told this, and may have been told something newer before it.
  void confirm(Session session, List<Presence> told) {
    told.forEach(presence -> tellings.tell(presence.userId(), session, this::sight, presence));
  }

  /// Tells who watches those who have turned.
  void tell(List<Presence> turned) {
    for (Presence presence : turned) {
      String user = presence.userId();
      tellings.tellWhoSees(user, watching.getOrDefault(user, Set.of()), this::sight);
    }
  }

  /// Tells clients that were too slow what they have not been told.
  @Scheduled(fixedDelay = 250)
  void tellOwed() {
    tellings.tellOwed(this::sight);
  }

  private @Nullable Boolean sight(Session session, String user) {
    return watched.getOrDefault(session, Map.of()).get(user);
  }

  /// Whether anyone here watches the user, or the user's sockets here watch anyone.
  boolean concerns(String user) {
    return watching.containsKey(user)
        || sessionsOf(user).stream().anyMatch(session -> watched.containsKey(session));
  }

  /// Asks again whom the user may see, and by whom the user may be seen, which is the same; and
  /// tells those for whom it has changed. Blocks.
  ///
  /// @throws DomainException `unavailable`: meanwhile they are hidden from each other
  void recheck(String user) {
    Set<String> others = new HashSet<>();
    watching.getOrDefault(user, Set.of()).forEach(s -> others.add(s.userId().value()));
    sessionsOf(user).forEach(s -> others.addAll(watched.getOrDefault(s, Map.of()).keySet()));
    Set<String> visible = Set.of();
    try {
      visible = visible(new UserId(user), others);
    } finally {
      rechecks.incrementAndGet();
      show(user, others, visible);
    }
  }

  private void show(String user, Set<String> others, Set<String> visible) {
    for (Session session : watching.getOrDefault(user, Set.of())) {
      String viewer = session.userId().value();
      if (others.contains(viewer)) {
        show(session, Set.of(user), visible.contains(viewer) ? Set.of(user) : Set.of());
      }
    }
    sessionsOf(user).forEach(session -> show(session, others, visible));
  }

  /// Each turn is told once, though several looked at the same time.
  private void show(Session session, Set<String> asked, Set<String> visible) {
    List<String> turned = new ArrayList<>();
    watched.computeIfPresent(
        session,
        (_, before) -> {
          before.forEach((user, was) -> {
            if (asked.contains(user) && was != visible.contains(user)) {
              turned.add(user);
            }
          });
          return turned.isEmpty() ? before : with(before, turned, visible);
        });
    turned.forEach(user -> tellings.tell(user, session, this::sight, null));
  }

  private List<Session> sessionsOf(String user) {
    LocalUser here = UserId.isValid(user) ? sessions.user(new UserId(user)) : null;
    return here == null ? List.of() : here.sessions();
  }

  private Set<String> visible(UserId viewer, Collection<String> users) {
    List<String> valid = users.stream().filter(UserId::isValid).toList();
    Set<String> visible = new HashSet<>();
    for (int from = 0; from < valid.size(); from += MAX_WATCHED) {
      int to = Math.min(valid.size(), from + MAX_WATCHED);
      visible.addAll(conversations.visible(viewer, valid.subList(from, to)));
    }
    return visible;
  }

  private void join(String user, Session session) {
    watching.compute(
        user,
        (_, sessions) -> {
          Set<Session> all = sessions == null ? ConcurrentHashMap.newKeySet(2) : sessions;
          all.add(session);
          return all;
        });
  }

  private void leave(String user, Session session) {
    watching.computeIfPresent(
        user,
        (_, sessions) -> {
          sessions.remove(session);
          return sessions.isEmpty() ? null : sessions;
        });
  }
}
