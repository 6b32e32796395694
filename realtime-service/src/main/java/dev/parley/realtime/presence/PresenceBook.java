package dev.parley.realtime.presence;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Who is here, over all nodes, as this node knows it: each node keeps the same book. What a call
/// turns is given back, to be told to those who watch.
///
/// The turns that all the world is told of ([#untold()]) are told by one node of all: the first by
/// name of those alive. The others keep in mind what has been told, and can take its place.
final class PresenceBook {

  private static final class NodePage {
    private Instant leaseEnds;
    private final Map<String, PresenceStatus> users = new HashMap<>();

    NodePage(Instant leaseEnds) {
      this.leaseEnds = leaseEnds;
    }
  }

  private static final class Person {
    private PresenceStatus seen = PresenceStatus.OFFLINE;
    private PresenceStatus told = PresenceStatus.OFFLINE;
    private @Nullable Instant lastSeenAt;
    private @Nullable Instant goneAt;
  }

  private final String self;
  private final PresenceProperties properties;
  private final TreeMap<String, NodePage> nodes = new TreeMap<>();
  private final Map<String, Person> people = new HashMap<>();
  private final LinkedHashMap<String, Instant> leaving = new LinkedHashMap<>();
  private final LinkedHashSet<String> remembered = new LinkedHashSet<>();
  private final Set<String> untold = new LinkedHashSet<>();

  /// @param self this node's own name, whose lease never ends here
  PresenceBook(String self, PresenceProperties properties) {
    this.self = self;
    this.properties = properties;
    nodes.put(self, new NodePage(Instant.MAX));
  }

  synchronized Presence of(String user) {
    Person person = people.get(user);
    return person == null ? Presence.unknown(user) : presence(user, person);
  }

  private static Presence presence(String user, Person person) {
    boolean gone = person.seen == PresenceStatus.OFFLINE;
    return new Presence(user, person.seen, gone ? person.lastSeenAt : null);
  }

  /// Whether the node has been heard of, and is alive.
  synchronized boolean knows(String node) {
    return nodes.containsKey(node);
  }

  /// How this node's own users are, as it has said.
  synchronized Map<String, PresenceStatus> own() {
    return Map.copyOf(page(self, Instant.MAX).users);
  }

  /// A node has given a sign of life.
  synchronized void beat(String node, Instant now) {
    page(node, now.plus(properties.lease()));
  }

  /// What some of a node's users are now.
  synchronized List<Presence> change(String node, Map<String, PresenceStatus> users, Instant now) {
    NodePage page = page(node, now.plus(properties.lease()));
    List<Presence> turned = new ArrayList<>();
    users.forEach((user, status) -> {
      if (status == PresenceStatus.OFFLINE) {
        page.users.remove(user);
      } else {
        page.users.put(user, status);
      }
      refresh(user, now, turned);
    });
    return turned;
  }

  /// What all of a node's users are now: who is not among them is gone from it.
  synchronized List<Presence> replace(String node, Map<String, PresenceStatus> users, Instant now) {
    Map<String, PresenceStatus> all = new HashMap<>(users);
    page(node, now.plus(properties.lease()))
        .users
        .keySet()
        .forEach(user -> all.putIfAbsent(user, PresenceStatus.OFFLINE));
    return change(node, all, now);
  }

  /// A node has said goodbye.
  synchronized List<Presence> remove(String node, Instant now) {
    NodePage page = nodes.remove(node);
    List<Presence> turned = new ArrayList<>();
    if (page != null) {
      page.users.keySet().forEach(user -> refresh(user, now, turned));
    }
    return turned;
  }

  /// What time has done: nodes whose lease has ended, and users whose grace has.
  synchronized List<Presence> sweep(Instant now) {
    List<Presence> turned = new ArrayList<>();
    List<String> dead =
        nodes.entrySet().stream()
            .filter(node -> !node.getKey().equals(self))
            .filter(node -> !now.isBefore(node.getValue().leaseEnds))
            .map(Map.Entry::getKey)
            .toList();
    dead.forEach(node -> turned.addAll(remove(node, now)));
    Iterator<Map.Entry<String, Instant>> first = leaving.entrySet().iterator();
    while (first.hasNext()) {
      Map.Entry<String, Instant> next = first.next();
      if (now.isBefore(next.getValue())) {
        break;
      }
      first.remove();
      leave(next.getKey(), turned);
    }
    return turned;
  }

  /// The world has been told this of a user, by whichever node.
  synchronized void told(String user, PresenceStatus status, @Nullable Instant lastSeenAt) {
    Person person = people.computeIfAbsent(user, _ -> new Person());
    person.told = status;
    if (person.seen == PresenceStatus.OFFLINE && lastSeenAt != null) {
      person.lastSeenAt = lastSeenAt;
      remember(user);
    }
    noteUntold(user, person);
  }

  /// Of whom the world is to be told something new, where this node is the one to tell it.
  synchronized List<Presence> untold() {
    if (!nodes.firstKey().equals(self)) {
      return List.of();
    }
    return untold.stream().map(this::of).toList();
  }

  synchronized Collection<String> nodes() {
    return List.copyOf(nodes.keySet());
  }

  synchronized int size() {
    return people.size();
  }

  private NodePage page(String node, Instant leaseEnds) {
    NodePage page = nodes.computeIfAbsent(node, _ -> new NodePage(leaseEnds));
    page.leaseEnds = node.equals(self) ? Instant.MAX : leaseEnds;
    return page;
  }

  private void refresh(String user, Instant now, List<Presence> turned) {
    PresenceStatus status = PresenceStatus.OFFLINE;
    for (NodePage page : nodes.values()) {
      status = status.or(page.users.getOrDefault(user, PresenceStatus.OFFLINE));
    }
    Person person = people.computeIfAbsent(user, _ -> new Person());
    if (status == PresenceStatus.OFFLINE) {
      if (person.seen != PresenceStatus.OFFLINE && person.goneAt == null) {
        person.goneAt = now;
        leaving.put(user, now.plus(properties.grace()));
      }
      forgetIfNothingIsKnown(user, person);
      return;
    }
    person.goneAt = null;
    leaving.remove(user);
    remembered.remove(user);
    if (person.seen != status) {
      turn(user, person, status, turned);
    }
  }

  private void leave(String user, List<Presence> turned) {
    Person person = people.get(user);
    if (person != null) {
      person.lastSeenAt = person.goneAt;
      person.goneAt = null;
      turn(user, person, PresenceStatus.OFFLINE, turned);
      remember(user);
    }
  }

  private void turn(String user, Person person, PresenceStatus status, List<Presence> turned) {
    person.seen = status;
    turned.add(presence(user, person));
    noteUntold(user, person);
  }

  private void noteUntold(String user, Person person) {
    if (person.told == person.seen) {
      untold.remove(user);
      forgetIfNothingIsKnown(user, person);
    } else {
      untold.add(user);
    }
  }

  /// Those who went longest ago are forgotten first.
  private void remember(String user) {
    remembered.remove(user);
    remembered.add(user);
    while (remembered.size() > properties.remembered()) {
      String oldest = remembered.removeFirst();
      if (!untold.contains(oldest)) {
        people.remove(oldest);
      }
    }
  }

  private void forgetIfNothingIsKnown(String user, Person person) {
    if (person.seen == PresenceStatus.OFFLINE
        && person.told == PresenceStatus.OFFLINE
        && person.lastSeenAt == null) {
      people.remove(user);
    }
  }
}
