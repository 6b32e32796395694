package dev.parley.realtime.testing;

import dev.parley.common.json.Json;
import dev.parley.realtime.testing.MessageServiceStub.Stored;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/// What message-service answers to `/internal/changes`: where something changed only, and all of it
/// or nothing.
final class ChangeLog {

  private ChangeLog() {}

  static Object answer(JsonNode request, Map<String, List<Stored>> logs, Map<String, Long> heads) {
    List<Object> items = new ArrayList<>();
    for (JsonNode item : request.path("items")) {
      String id = item.path("conversation_id").stringValue();
      long after = item.path("after_rev").longValue();
      long head = heads.getOrDefault(id, 0L);
      List<JsonNode> changed = changed(logs.getOrDefault(id, List.of()), after);
      boolean complete = changed.size() <= request.path("limit").intValue();
      if (head > after) {
        items.add(
            Map.of(
                "conversation_id",
                id,
                "rev",
                head,
                "changes",
                complete ? changed : List.of(),
                "complete",
                complete));
      }
    }
    return Map.of("items", items, "reached", request.path("items").size());
  }

  private static List<JsonNode> changed(List<Stored> log, long after) {
    return log.stream()
        .filter(message -> message.rev() > after)
        .sorted(Comparator.comparingLong(Stored::rev))
        .map(message -> Json.mapper().readTree(message.json()))
        .toList();
  }
}
