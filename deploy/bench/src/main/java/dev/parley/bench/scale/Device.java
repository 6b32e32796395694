package dev.parley.bench.scale;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// What a user's device knows: the rev that it holds of each conversation, and since when it has
/// been told nothing.
final class Device {

  private final Client client;
  private final String user;
  private final Map<String, Long> revs;
  private @Nullable String since;

  Device(Client client, String user) {
    this(client, user, Map.of(), null);
  }

  private Device(Client client, String user, Map<String, Long> revs, @Nullable String since) {
    this.client = client;
    this.user = user;
    this.revs = new TreeMap<>(revs);
    this.since = since;
  }

  /// Another one that knows the same.
  Device copy() {
    return new Device(client, user, revs, since);
  }

  String user() {
    return user;
  }

  long revOf(String conversation) {
    return revs.getOrDefault(conversation, 0L);
  }

  /// What it asks with.
  Map<String, Object> question() {
    Map<String, Object> question = new LinkedHashMap<>();
    question.put("conversations", revs);
    if (since != null) {
      question.put("since", since);
    }
    return question;
  }

  /// Asks until there is nothing more, and takes it over.
  ///
  /// @return of how many conversations there was news
  int sync() throws IOException, InterruptedException {
    int news = 0;
    boolean more;
    do {
      JsonNode answer = client.ask(client.post(user, "/sync", question())).body();
      for (JsonNode item : answer.path("items")) {
        revs.put(item.path("conversation").path("id").asString(), item.path("rev").asLong());
        news++;
      }
      since = answer.path("since").asString();
      more = answer.path("more").asBoolean();
    } while (more);
    return news;
  }
}
