package dev.parley.message.testing;

import com.sun.net.httpserver.HttpExchange;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// media-service as this service sees it.
public final class MediaServiceStub extends StubService {

  private static final MediaServiceStub INSTANCE = new MediaServiceStub();

  private final Map<UUID, Map<String, Object>> media = new ConcurrentHashMap<>();
  private final Map<UUID, Map<String, Object>> readyMedia = new ConcurrentHashMap<>();

  private MediaServiceStub() {
    answers("/internal/media", this::mediaOf);
  }

  public static MediaServiceStub get() {
    return INSTANCE;
  }

  /// A media record of that owner: `ready`, `rejected` …
  public UUID media(String owner, String status) {
    UUID id = UUID.randomUUID();
    Map<String, Object> item = new HashMap<>();
    item.put("media_id", id);
    item.put("owner_id", owner);
    item.put("status", status);
    item.put("content_type", "image/png");
    item.put("size", 1234);
    item.put("width", 640);
    item.put("height", 480);
    item.put("blurhash", "LEHV6nWB2yk8");
    media.put(id, item);
    return id;
  }

  /// A picture that is in work when it is asked about first, and ready from then on.
  public UUID mediaSoonReady(String owner) {
    UUID id = media(owner, "ready");
    Map<String, Object> first = new HashMap<>(Objects.requireNonNull(media.get(id)));
    first.put("status", "processing");
    first.remove("blurhash");
    readyMedia.put(id, Objects.requireNonNull(media.put(id, first)));
    return id;
  }

  public void setStatus(UUID id, String status) {
    set(id, "status", status);
  }

  /// @param value null for none
  public void set(UUID id, String field, @Nullable Object value) {
    Map<String, Object> changed = new HashMap<>(Objects.requireNonNull(media.get(id)));
    if (value == null) {
      changed.remove(field);
    } else {
      changed.put(field, value);
    }
    media.put(id, changed);
  }

  private Answer mediaOf(HttpExchange exchange, JsonNode body) {
    List<Object> items = new ArrayList<>();
    for (JsonNode id : body.path("media_ids")) {
      UUID key = UUID.fromString(id.stringValue());
      Map<String, Object> item = media.get(key);
      if (item != null) {
        items.add(item);
      }
      Map<String, Object> next = readyMedia.remove(key);
      if (next != null) {
        media.put(key, next);
      }
    }
    return new Answer(200, Map.of("items", items));
  }
}
