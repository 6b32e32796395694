package dev.parley.gateway.route;

import java.net.URI;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/// Realtime nodes by their id, written `a=http://10.0.0.1:9000,b=http://10.0.0.2:9000`.
///
/// @param byId base URLs, in the order they were written
public record Nodes(Map<String, URI> byId) {

  private static final Pattern ID = Pattern.compile("[a-z0-9-]{1,32}");

  public Nodes {
    byId = Collections.unmodifiableMap(new LinkedHashMap<>(byId));
  }

  /// @throws IllegalArgumentException when an id is not `[a-z0-9-]{1,32}` or a URL is not one
  public static Nodes of(String text) {
    Map<String, URI> nodes = new LinkedHashMap<>();
    for (String entry : text.split(",", -1)) {
      if (entry.isBlank()) {
        continue;
      }
      int equals = entry.indexOf('=');
      String id = equals < 0 ? "" : entry.substring(0, equals).strip();
      if (!ID.matcher(id).matches()) {
        throw new IllegalArgumentException("not <node id>=<base URL>: " + entry);
      }
      nodes.put(id, baseUrl(entry.substring(equals + 1).strip()));
    }
    return new Nodes(nodes);
  }

  private static URI baseUrl(String text) {
    URI url = URI.create(text);
    if (!"http".equals(url.getScheme()) || url.getHost() == null) {
      throw new IllegalArgumentException("not an http:// base URL: " + text);
    }
    return url;
  }
}
