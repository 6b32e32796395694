package dev.parley.realtime.sending;

import dev.parley.common.id.Uuids;
import dev.parley.common.json.Json;
import dev.parley.common.problem.ValidationException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/// What this service needs of a send: where it goes, and its id. The rest of the payload is checked
/// by message-service, which gets the client's own bytes.
///
/// @param id the message's id, in its canonical form when it is valid
/// @param destination the conversation or the recipient, which place the send in a lane
/// @param json the payload, with an id put in where the client left it out: with an id, sending it
///   again after a lost answer is safe
record SendPayloadHead(String id, String destination, byte[] json) {

  /// @throws ValidationException when the payload is not a JSON object
  static SendPayloadHead of(byte[] payload) {
    @Nullable String id = null;
    String destination = "";
    try (JsonParser parser = Json.mapper().createParser(payload)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw new ValidationException("payload", "invalid");
      }
      while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
        String field = parser.currentName();
        JsonToken value = parser.nextToken();
        switch (field) {
          case "id" -> id = value == JsonToken.VALUE_NULL ? null : text(parser, value);
          case "conversation_id", "recipient_id" -> {
            if (value == JsonToken.VALUE_STRING) {
              destination = parser.getString();
            }
          }
          default -> parser.skipChildren();
        }
      }
      if (parser.nextToken() != null) {
        throw new ValidationException("payload", "invalid");
      }
    } catch (JacksonException e) {
      throw new ValidationException("payload", "invalid");
    }
    if (id != null) {
      return new SendPayloadHead(id, destination, payload);
    }
    String made = Uuids.next().toString();
    return new SendPayloadHead(made, destination, withId(payload, made));
  }

  /// A value of another type is left for message-service to refuse.
  private static String text(JsonParser parser, JsonToken value) {
    if (value == JsonToken.VALUE_STRING) {
      return parser.getString();
    }
    parser.skipChildren();
    return "";
  }

  /// The id goes last, so that it holds against an explicit null.
  private static byte[] withId(byte[] object, String id) {
    int end = object.length - 1;
    while (object[end] != '}') {
      end--;
    }
    boolean empty = isEmpty(object, end);
    byte[] field =
        ((empty ? "" : ",") + "\"id\":\"" + id + "\"}").getBytes(StandardCharsets.US_ASCII);
    byte[] result = new byte[end + field.length];
    System.arraycopy(object, 0, result, 0, end);
    System.arraycopy(field, 0, result, end, field.length);
    return result;
  }

  private static boolean isEmpty(byte[] object, int end) {
    for (int i = end - 1; i >= 0; i--) {
      if (object[i] > ' ') {
        return object[i] == '{';
      }
    }
    return true;
  }
}
