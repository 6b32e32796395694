package dev.parley.bench.scale;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// The suite's own proof of what is unread: made anew from the messages, nothing may come out
/// otherwise.
final class Repairs {

  private static final String ADMIN = "scale-admin";
  private static final int TRIES = 3;

  private final Client client;

  Repairs(Client client) {
    this.client = client;
  }

  /// Looks at all conversations, and changes nothing.
  ///
  /// @return what would be mended; empty when all is well
  List<String> wanted() throws IOException, InterruptedException {
    List<String> wanted = new ArrayList<>();
    @Nullable String cursor = null;
    do {
      JsonNode report = look(cursor);
      report.path("mended").forEach(mended -> wanted.add(mended.toString()));
      report.path("busy").forEach(busy -> wanted.add("not looked at: " + busy.asString()));
      JsonNode next = report.path("next_cursor");
      cursor = next.isString() ? next.asString() : null;
    } while (cursor != null);
    return wanted;
  }

  /// Once more where something changed meanwhile, or message-service was slow to answer.
  private JsonNode look(@Nullable String cursor) throws IOException, InterruptedException {
    Map<String, Object> request = new LinkedHashMap<>();
    request.put("reason", "the benchmark's own rows are checked");
    request.put("dry_run", true);
    if (cursor != null) {
      request.put("cursor", cursor);
    }
    JsonNode report = ask(request);
    for (int i = 1; i < TRIES && !report.path("busy").isEmpty(); i++) {
      report = ask(request);
    }
    return report;
  }

  private JsonNode ask(Map<String, Object> request) throws IOException, InterruptedException {
    return client.ask(client.postAsAdmin(ADMIN, "/admin/unread-repairs", request)).body();
  }
}
