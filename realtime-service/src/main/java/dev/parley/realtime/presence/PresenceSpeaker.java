package dev.parley.realtime.presence;

import dev.parley.common.event.Event;
import dev.parley.common.event.PresenceChanged;
import dev.parley.common.event.Topics;
import dev.parley.common.json.Json;
import dev.parley.common.kafka.BroadcastProducer;
import dev.parley.realtime.presence.NodeRecord.Kind;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/// What this node says: to the others of its own users, and, where it is the one to, to the world
/// of everybody.
@Component
class PresenceSpeaker {

  private static final String SOURCE = "/realtime-service";
  private static final int USERS_IN_A_RECORD = 5_000;

  private final NodeName name;
  private final BroadcastProducer producer;
  private final Map<String, PresenceStatus> onItsWay = new ConcurrentHashMap<>();

  PresenceSpeaker(NodeName name, BroadcastProducer producer) {
    this.name = name;
    this.producer = producer;
  }

  /// This node's name, by which it knows its own records.
  String name() {
    return name.value();
  }

  void say(Kind kind) {
    say(kind, () -> {});
  }

  /// @param whenLost called when the others will not hear it, on any thread
  void say(Kind kind, Runnable whenLost) {
    send(kind, Map.of(), whenLost);
  }

  /// The first part of a state is the state, and the others are changes of it.
  ///
  /// @param whenLost called when the others will not hear it, on any thread
  void say(Kind kind, Map<String, PresenceStatus> users, Runnable whenLost) {
    Map<String, PresenceStatus> part = new HashMap<>();
    Kind next = kind;
    for (var user : users.entrySet()) {
      part.put(user.getKey(), user.getValue());
      if (part.size() == USERS_IN_A_RECORD) {
        send(next, part, whenLost);
        part = new HashMap<>();
        next = Kind.CHANGES;
      }
    }
    if (!part.isEmpty() || next == Kind.STATE) {
      send(next, part, whenLost);
    }
  }

  private void send(Kind kind, Map<String, PresenceStatus> users, Runnable whenLost) {
    byte[] json = Json.mapper().writeValueAsBytes(new NodeRecord(name.value(), kind, users));
    producer.send(Topics.PRESENCE_NODE, name.value(), json, whenLost);
  }

  /// Tells the world, unless that is on its way already.
  void publish(Presence presence, Instant now) {
    String user = presence.userId();
    if (onItsWay.put(user, presence.status()) != presence.status()) {
      var body =
          new PresenceChanged(user, presence.status().wireName(), presence.lastSeenAt(), now);
      producer.send(Event.of(body, SOURCE, now), () -> onItsWay.remove(user));
    }
  }

  /// The world has been told of the user.
  void arrived(String user) {
    onItsWay.remove(user);
  }
}
