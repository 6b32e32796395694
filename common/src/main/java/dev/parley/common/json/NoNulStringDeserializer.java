package dev.parley.common.json;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.deser.std.StdDeserializer;

/// Takes JSON strings only (no number passes for a name), and none with a NUL character, which
/// PostgreSQL's text cannot keep, or half a surrogate pair, which UTF-8 cannot.
final class NoNulStringDeserializer extends StdDeserializer<String> {

  NoNulStringDeserializer() {
    super(String.class);
  }

  @Override
  public @Nullable String deserialize(JsonParser parser, DeserializationContext context) {
    if (parser.currentToken() != JsonToken.VALUE_STRING) {
      return (String) context.handleUnexpectedToken(String.class, parser);
    }
    String value = parser.getString();
    if (!Text.isStorable(value)) {
      return (String)
          context.handleWeirdStringValue(
              String.class, "", "has a character that text cannot hold (NUL or a lone surrogate)");
    }
    return value;
  }
}
