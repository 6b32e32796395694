package dev.parley.common.event;

import dev.parley.common.id.ConversationId;
import dev.parley.common.id.MediaId;
import dev.parley.common.id.MessageId;
import dev.parley.common.json.Json;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The JSON Schema of what a record is written as.
final class JsonSchema {

  private static final Map<Class<?>, String> FORMATS =
      Map.of(
          Instant.class, "date-time",
          UUID.class, "uuid",
          ConversationId.class, "uuid",
          MessageId.class, "uuid",
          MediaId.class, "uuid");

  private JsonSchema() {}

  static ObjectNode of(Class<?> type) {
    ObjectNode schema = object();
    RecordDocs docs = RecordDocs.of(type);
    if (!docs.summary().isEmpty()) {
      schema.put("description", docs.summary());
    }
    schema.put("type", "object");
    ObjectNode properties = schema.putObject("properties");
    ArrayNode required = schema.putArray("required");
    for (RecordComponent component : type.getRecordComponents()) {
      String name = snakeCase(component.getName());
      ObjectNode property = ofType(component.getGenericType());
      @Nullable String said = docs.components().get(component.getName());
      if (said != null) {
        property.put("description", said);
      }
      properties.set(name, property);
      if (!component.getAnnotatedType().isAnnotationPresent(Nullable.class)) {
        required.add(name);
      }
    }
    return schema;
  }

  private static ObjectNode ofType(Type type) {
    if (type instanceof ParameterizedType generic && generic.getRawType() == List.class) {
      ObjectNode array = object().put("type", "array");
      array.set("items", ofType(generic.getActualTypeArguments()[0]));
      return array;
    }
    return type instanceof Class<?> plain ? ofClass(plain) : object().put("type", "object");
  }

  private static ObjectNode ofClass(Class<?> type) {
    if (type.isEnum()) {
      ObjectNode schema = object().put("type", "string");
      ArrayNode values = schema.putArray("enum");
      Arrays.stream(type.getEnumConstants())
          .forEach(value -> values.add(Json.mapper().valueToTree(value).asString()));
      return schema;
    } else if (FORMATS.containsKey(type)) {
      return object().put("type", "string").put("format", FORMATS.get(type));
    } else if (type.isRecord()) {
      return of(type);
    }
    return object().put("type", simpleType(type));
  }

  private static String simpleType(Class<?> type) {
    if (type == String.class) {
      return "string";
    } else if (type == boolean.class || type == Boolean.class) {
      return "boolean";
    } else if (type == double.class || type == Double.class) {
      return "number";
    } else if (type.isPrimitive() || Number.class.isAssignableFrom(type)) {
      return "integer";
    }
    return "object";
  }

  static String snakeCase(String name) {
    return name.replaceAll("([a-z0-9])([A-Z])", "$1_$2").toLowerCase(java.util.Locale.ROOT);
  }

  private static ObjectNode object() {
    return Json.mapper().createObjectNode();
  }
}
