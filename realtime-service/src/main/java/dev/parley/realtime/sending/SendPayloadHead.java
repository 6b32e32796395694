package dev.parley.realtime.sending;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.parley.common.id.Uuids;
import dev.parley.common.json.Json;
import dev.parley.common.problem.ValidationException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/// What this service needs of a send: where it goes, and its id. The rest of the payload is checked
/// by message-service, which gets the client's own bytes.
///
/// @param id the message's id in its canonical form; empty when the client's is not valid
/// @param destination the conversation in its canonical form, or the recipient: what places the
///   send in a lane
/// @param isToRecipient whether it names a recipient and no conversation
/// @param json the payload, with an id put in where the client left it out: with an id, sending it
///   again after a lost answer is safe
record SendPayloadHead(String id, String destination, boolean isToRecipient, byte[] json) {

  /// Twice what the longest content takes, with every character escaped.
  static final int MAX_BYTES = 512 * 1024;

  /// Less deep than message-service reads, where the payload lies in a batch.
  private static final int MAX_NESTING = Json.MAX_NESTING - 8;

  private static final JsonFactory JSON =
      Json.factory()
          .rebuild()
          .streamReadConstraints(
              Json.factory().streamReadConstraints().rebuild().maxNestingDepth(MAX_NESTING).build())
          .build();

  /// In its canonical form; empty where the payload does not tell.
  String conversationId() {
    return isToRecipient ? "" : destination;
  }

  /// @throws dev.parley.common.problem.DomainException `validation_failed` when the payload is not
  ///   a JSON object, `too_large`
  static SendPayloadHead of(byte[] payload) {
    if (payload.length > MAX_BYTES) {
      throw new SendTooLargeException(MAX_BYTES);
    }
    try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), payload)) {
      return read(parser, payload);
    } catch (JacksonException e) {
      throw new ValidationException("payload", "invalid");
    }
  }

  private static SendPayloadHead read(JsonParser parser, byte[] payload) {
    if (parser.nextToken() != JsonToken.START_OBJECT) {
      throw new ValidationException("payload", "invalid");
    }
    @Nullable String id = null;
    @Nullable String conversation = null;
    @Nullable String recipient = null;
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      String field = parser.currentName();
      parser.nextToken();
      switch (field) {
        case "id" -> id = text(parser);
        case "conversation_id" -> conversation = text(parser);
        case "recipient_id" -> recipient = text(parser);
        default -> parser.skipChildren();
      }
    }
    if (parser.nextToken() != null) {
      throw new ValidationException("payload", "invalid");
    }
    boolean toRecipient = conversation == null && recipient != null;
    String destination = toRecipient ? Objects.requireNonNull(recipient) : canonical(conversation);
    if (id != null) {
      return new SendPayloadHead(canonical(id), destination, toRecipient, payload);
    }
    String made = Uuids.next().toString();
    return new SendPayloadHead(made, destination, toRecipient, withId(payload, made));
  }

  /// @return null for null; the empty text for another type, for message-service to refuse
  private static @Nullable String text(JsonParser parser) {
    return switch (parser.currentToken()) {
      case VALUE_STRING -> parser.getString();
      case VALUE_NULL -> null;
      default -> {
        parser.skipChildren();
        yield "";
      }
    };
  }

  private static String canonical(@Nullable String uuid) {
    try {
      return uuid == null ? "" : Uuids.parse(uuid).toString();
    } catch (IllegalArgumentException e) {
      return "";
    }
  }

  /// The id goes last, so that it holds against an explicit null.
  private static byte[] withId(byte[] object, String id) {
    int end = object.length - 1;
    while (object[end] != '}') {
      end--;
    }
    boolean empty = isEmpty(object, end);
    byte[] field = ((empty ? "" : ",") + "\"id\":\"" + id + "\"}").getBytes(US_ASCII);
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
