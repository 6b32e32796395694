package dev.parley.gateway.apidocs;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Makes one OpenAPI document of several. A component that two services give the same name and a
/// different shape gets its service's name before it; the paths are the services' own, of which the
/// public ones are taken.
final class MergedDocument {

  private static final String PUBLIC = "/api/";
  private static final String SCHEME = "bearer";
  private static final String REF = "#/components/";

  private final ObjectNode paths = object();
  private final Map<String, ObjectNode> components = new LinkedHashMap<>();

  private MergedDocument() {}

  /// @param documents by service
  static ObjectNode of(Map<String, JsonNode> documents, String version) {
    MergedDocument merged = new MergedDocument();
    documents.forEach(merged::add);
    return merged.document(version);
  }

  private void add(String service, JsonNode document) {
    Map<String, String> renamed = new HashMap<>();
    document
        .path("components")
        .properties()
        .forEach(kind -> findCollisions(service, kind, renamed));
    JsonNode mine = renamed.isEmpty() ? document : renameReferences(document, renamed);
    for (Map.Entry<String, JsonNode> kind : mine.path("components").properties()) {
      ObjectNode all = components.computeIfAbsent(kind.getKey(), _ -> object());
      for (Map.Entry<String, JsonNode> component : kind.getValue().properties()) {
        String reference = REF + kind.getKey() + "/" + component.getKey();
        String name = renamed.getOrDefault(reference, reference);
        all.set(name.substring(name.lastIndexOf('/') + 1), component.getValue());
      }
    }
    for (Map.Entry<String, JsonNode> path : mine.path("paths").properties()) {
      if (path.getKey().startsWith(PUBLIC)) {
        paths.withObject("/" + escape(path.getKey())).setAll(tagged(service, path.getValue()));
      }
    }
  }

  private void findCollisions(
      String service, Map.Entry<String, JsonNode> kind, Map<String, String> renamed) {
    ObjectNode all = components.getOrDefault(kind.getKey(), object());
    for (Map.Entry<String, JsonNode> component : kind.getValue().properties()) {
      JsonNode other = all.get(component.getKey());
      if (other != null && !other.equals(component.getValue())) {
        String reference = REF + kind.getKey() + "/";
        renamed.put(reference + component.getKey(), reference + service + "." + component.getKey());
      }
    }
  }

  private static JsonNode renameReferences(JsonNode document, Map<String, String> renamed) {
    String text = document.toString();
    for (Map.Entry<String, String> name : renamed.entrySet()) {
      text = text.replace("\"" + name.getKey() + "\"", "\"" + name.getValue() + "\"");
    }
    return JsonMapper.shared().readTree(text);
  }

  private static ObjectNode tagged(String service, JsonNode path) {
    ObjectNode copy = (ObjectNode) path.deepCopy();
    copy.forEach(operation -> {
      if (operation instanceof ObjectNode fields) {
        fields.putArray("tags").add(service);
        String id = fields.path("operationId").asString("");
        if (!id.isEmpty()) {
          fields.put("operationId", service + "." + id); // unique in a document
        }
      }
    });
    return copy;
  }

  private ObjectNode document(String version) {
    ObjectNode document = object();
    document.put("openapi", "3.1.0");
    document.putObject("info").put("title", "Parley").put("version", version);
    document.putArray("servers").addObject().put("url", "/");
    document.putArray("security").addObject().putArray(SCHEME);
    document.set("paths", paths);
    ObjectNode all = document.putObject("components");
    components.forEach(all::set);
    all.withObject("/securitySchemes")
        .putObject(SCHEME)
        .put("type", "http")
        .put("scheme", "bearer")
        .put("bearerFormat", "JWT");
    return document;
  }

  /// A path as part of a JSON pointer.
  private static String escape(String path) {
    return path.replace("~", "~0").replace("/", "~1");
  }

  private static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }
}
