package dev.parley.message.sending;

import dev.parley.common.id.UserId;
import dev.parley.common.json.Json;
import dev.parley.common.problem.DomainException;
import dev.parley.common.problem.FieldError;
import dev.parley.common.problem.ValidationException;
import io.swagger.v3.oas.annotations.Hidden;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.JsonNode;

/// A batch of sends from a realtime node: one request for what a lane has gathered.
@Hidden
@RestController
class InternalSendsController {

  private final MessageSender sender;

  InternalSendsController(MessageSender sender) {
    this.sender = sender;
  }

  record Item(UserId senderId, @Nullable String senderName, JsonNode payload) {}

  record Items(List<Item> items) {}

  /// What the socket's acknowledgement carries as `error`.
  record AckError(
      String code, String message, @Nullable List<FieldError> errors, @Nullable Long retryAfterMs) {

    static AckError of(DomainException e) {
      return new AckError(
          e.type().slug(),
          e.detail(),
          e.errors().isEmpty() ? null : e.errors(),
          e.retryAfter() == null ? null : e.retryAfter().toMillis());
    }
  }

  private record RefusedItem(String status, AckError error) {}

  @PostMapping(path = "/internal/sends", produces = MediaType.APPLICATION_JSON_VALUE)
  byte[] send(@RequestBody byte[] body) {
    Items request = Json.mapper().readValue(body, Items.class);
    @Nullable SendResult[] results = new SendResult[request.items().size()];
    List<SendRequest> readable = new ArrayList<>(results.length);
    List<Integer> places = new ArrayList<>(results.length);
    for (int i = 0; i < results.length; i++) {
      Item item = request.items().get(i);
      try {
        SendPayload payload = Json.mapper().treeToValue(item.payload(), SendPayload.class);
        readable.add(new SendRequest(item.senderId(), item.senderName(), payload));
        places.add(i);
      } catch (JacksonException e) {
        results[i] = new SendResult.Refused(unreadable(e));
      }
    }
    List<SendResult> settled = sender.send(readable);
    for (int i = 0; i < settled.size(); i++) {
      results[places.get(i)] = settled.get(i);
    }
    return encode(results);
  }

  private static ValidationException unreadable(JacksonException e) {
    if (e instanceof DatabindException && !e.getPath().isEmpty()) {
      String field = e.getPath().getFirst().getPropertyName();
      return new ValidationException(field == null ? "payload" : field, "invalid");
    }
    return new ValidationException("payload", "invalid");
  }

  /// The messages' own bytes are put in as they are: they were encoded when they were stored.
  private static byte[] encode(@Nullable SendResult[] results) {
    var out = new ByteArrayOutputStream(64 + results.length * 640);
    out.writeBytes(ascii("{\"items\":["));
    for (int i = 0; i < results.length; i++) {
      if (i > 0) {
        out.write(',');
      }
      switch (results[i]) {
        case SendResult.Sent sent -> write(out, "sent", sent, sent.json());
        case SendResult.Duplicate duplicate ->
            write(
                out, "duplicate", duplicate, Json.mapper().writeValueAsBytes(duplicate.message()));
        case SendResult.Refused refused ->
            out.writeBytes(
                Json.mapper()
                    .writeValueAsBytes(new RefusedItem("refused", AckError.of(refused.reason()))));
        case null -> throw new IllegalStateException("a send was left unsettled");
      }
    }
    out.writeBytes(ascii("]}"));
    return out.toByteArray();
  }

  private static void write(
      ByteArrayOutputStream out, String status, SendResult.Stored stored, byte[] message) {
    out.writeBytes(
        ascii(
            "{\"status\":\"%s\",\"conversation_id\":\"%s\",\"seq\":%d,\"rev\":%d,\"message\":"
                .formatted(
                    status,
                    stored.message().conversationId(),
                    stored.message().seq(),
                    stored.message().rev())));
    out.writeBytes(message);
    out.write('}');
  }

  private static byte[] ascii(String text) {
    return text.getBytes(java.nio.charset.StandardCharsets.US_ASCII);
  }
}
