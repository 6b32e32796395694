package dev.parley.realtime.sending;

import dev.parley.common.json.Json;
import dev.parley.common.json.JsonSlices;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/// message-service's answer to one send of a batch. The message and the error stay the bytes they
/// came as, to be sent on.
///
/// @param stored whether `message` is the stored message; else `error` says why not
/// @param fresh whether this send stored it, so that others are to be told
/// @param version the conversation's, as message-service knows it; 0 where it does not say
record SendAnswer(
    boolean stored,
    boolean fresh,
    String conversationId,
    long seq,
    long rev,
    long version,
    byte @Nullable [] message,
    byte @Nullable [] error) {

  /// Reads `{"items": […]}`.
  ///
  /// @throws tools.jackson.core.JacksonException when it is anything else
  static List<SendAnswer> readAll(byte[] body) {
    List<SendAnswer> answers = new ArrayList<>();
    try (JsonParser parser = Json.mapper().createParser(body)) {
      parser.nextToken();
      while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
        boolean items = parser.currentName().equals("items");
        parser.nextToken();
        if (!items) {
          parser.skipChildren();
          continue;
        }
        while (parser.nextToken() == JsonToken.START_OBJECT) {
          answers.add(readOne(parser, body));
        }
      }
    }
    return answers;
  }

  private static SendAnswer readOne(JsonParser parser, byte[] body) {
    String status = "";
    String conversationId = "";
    long seq = 0;
    long rev = 0;
    long version = 0;
    byte @Nullable [] message = null;
    byte @Nullable [] error = null;
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      String field = parser.currentName();
      parser.nextToken();
      switch (field) {
        case "status" -> status = parser.getString();
        case "conversation_id" -> conversationId = parser.getString();
        case "seq" -> seq = parser.getLongValue();
        case "rev" -> rev = parser.getLongValue();
        case "version" -> version = parser.getLongValue();
        case "message" -> message = JsonSlices.current(parser, body);
        case "error" -> error = JsonSlices.current(parser, body);
        default -> parser.skipChildren();
      }
    }
    return new SendAnswer(
        message != null, status.equals("sent"), conversationId, seq, rev, version, message, error);
  }
}
