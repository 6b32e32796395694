package dev.parley.message.sending;

import dev.parley.common.id.UserId;
import dev.parley.common.json.Json;
import dev.parley.common.problem.ValidationException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Reads `{"items": [{"sender_id", "sender_name", "payload"}]}`, where each payload is a client's
/// own JSON: one that is not of the contract's types is a matter of its sender, and not of the
/// batch's others.
final class SendBatch {

  static final int MAX_ITEMS = 1_000;

  /// A payload may nest as deep in the batch as it may alone, with room to spare; how deep metadata
  /// may go is checked with the payload.
  private static final int MAX_NESTING = 500;

  private static final JsonMapper MAPPER =
      Json.configure(
              JsonMapper.builder(
                  Json.factory()
                      .rebuild()
                      .streamReadConstraints(
                          Json.factory()
                              .streamReadConstraints()
                              .rebuild()
                              .maxNestingDepth(MAX_NESTING)
                              .build())
                      .build()))
          .build();

  private SendBatch() {}

  private record Typed(@Nullable List<@Nullable Raw> items) {}

  private record Untyped(@Nullable List<@Nullable JsonNode> items) {}

  private record Raw(
      @Nullable String senderId, @Nullable String senderName, @Nullable SendPayload payload) {

    Item checked() {
      if (senderId == null || !UserId.isValid(senderId)) {
        return new Unreadable(new ValidationException("sender_id", "invalid"));
      }
      return payload == null
          ? missing()
          : new Readable(new SendRequest(new UserId(senderId), senderName, payload));
    }
  }

  /// One send of the batch.
  sealed interface Item {}

  record Readable(SendRequest request) implements Item {}

  /// What cannot be taken as a send, and why.
  record Unreadable(ValidationException problem) implements Item {}

  /// One item for each that is there, in order.
  ///
  /// @throws ValidationException when the body is no such document at all
  static List<Item> read(byte[] body) {
    List<Item> items = new ArrayList<>();
    try {
      @Nullable Typed batch = MAPPER.readValue(body, Typed.class);
      for (Raw raw : required(batch == null ? null : batch.items())) {
        items.add(raw == null ? missing() : raw.checked());
      }
      return items;
    } catch (JacksonException oneOfThem) {
      return readEach(body);
    }
  }

  /// The slow way, taken when some payload has the wrong types.
  private static List<Item> readEach(byte[] body) {
    List<@Nullable JsonNode> nodes;
    try {
      @Nullable Untyped batch = MAPPER.readValue(body, Untyped.class);
      nodes = required(batch == null ? null : batch.items());
    } catch (JacksonException e) {
      throw new ValidationException("body", "invalid");
    }
    List<Item> items = new ArrayList<>(nodes.size());
    for (JsonNode node : nodes) {
      try {
        Raw raw = node == null ? null : MAPPER.treeToValue(node, Raw.class);
        items.add(raw == null ? missing() : raw.checked());
      } catch (JacksonException e) {
        items.add(new Unreadable(unreadable(e)));
      }
    }
    return items;
  }

  private static <T extends @Nullable Object> List<T> required(@Nullable List<T> items) {
    if (items == null) {
      throw new ValidationException("items", "required");
    }
    if (items.size() > MAX_ITEMS) {
      throw new ValidationException("items", "too_many");
    }
    return items;
  }

  private static Item missing() {
    return new Unreadable(new ValidationException("payload", "required"));
  }

  /// The field as the client knows it: its payload's own.
  private static ValidationException unreadable(JacksonException e) {
    if (e instanceof DatabindException && e.getPath().size() > 1) {
      String field = e.getPath().get(1).getPropertyName();
      return new ValidationException(field == null ? "payload" : field, "invalid");
    }
    return new ValidationException("payload", "invalid");
  }
}
