package dev.parley.bench.scale;

import dev.parley.bench.corpus.World;
import dev.parley.bench.corpus.World.Place;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/// What happens while a reader is away: the same in each world of a kind, and through the suite
/// itself, so that what it makes of it is its own.
final class Week {

  private static final String EMOJI = URLEncoder.encode("👍", StandardCharsets.UTF_8);
  private static final int PLAIN = 4;

  private final Client client;

  Week(Client client) {
    this.client = client;
  }

  void happen(World world) throws IOException, InterruptedException {
    for (Place place : world.week()) {
      happen(world.reader(), place);
    }
  }

  private void happen(String reader, Place place) throws IOException, InterruptedException {
    List<String> others = new ArrayList<>(place.people());
    others.remove(reader);
    String one = others.getFirst();
    String path = "/conversations/" + place.id() + "/messages";
    String first = say(one, path, Map.of());
    say(others.getLast(), path, Map.of("reply_to", first));
    String edited = say(one, path, Map.of());
    String deleted = say(one, path, Map.of());
    if (!place.direct()) {
      say(one, path, Map.of("mentions", List.of(reader)));
      say(one, path, Map.of("thread_root", first));
    }
    for (int i = 0; i < PLAIN; i++) {
      say(one, path, Map.of());
    }
    client.ask(client.patch(one, path + "/" + edited, Map.of("content", "better said")));
    client.ask(client.delete(one, path + "/" + deleted));
    client.ask(client.put(others.getLast(), path + "/" + first + "/reactions/" + EMOJI, Map.of()));
    client.ask(client.put(one, "/conversations/" + place.id() + "/read", Map.of()));
  }

  /// @return its id
  private String say(String user, String path, Map<String, Object> more)
      throws IOException, InterruptedException {
    Map<String, Object> message = new LinkedHashMap<>(more);
    message.put("content", "what happened in the week");
    JsonNode stored = client.ask(client.post(user, path, message)).body();
    return stored.path("id").asString();
  }
}
