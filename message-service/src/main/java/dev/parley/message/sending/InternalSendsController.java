package dev.parley.message.sending;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.parley.common.json.Json;
import dev.parley.message.access.ConversationAccess;
import io.swagger.v3.oas.annotations.Hidden;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/// A batch of sends from a realtime node: one request for what a lane has gathered.
@Hidden
@RestController
class InternalSendsController {

  private static final int TYPICAL_RESULT_BYTES = 640;

  private final MessageSender sender;
  private final ConversationAccess access;

  InternalSendsController(MessageSender sender, ConversationAccess access) {
    this.sender = sender;
    this.access = access;
  }

  private record RefusedItem(String status, AckError error) {}

  /// The results stand in the items' order. A refused item leaves the others alone. `version` is
  /// the conversation's as it is known here: who delivers the message and knows an older one has
  /// not heard yet who has been removed.
  @PostMapping(path = "/internal/sends", produces = MediaType.APPLICATION_JSON_VALUE)
  byte[] send(@RequestBody byte[] body) {
    List<SendBatch.Item> items = SendBatch.read(body);
    @Nullable SendResult[] results = new SendResult[items.size()];
    List<SendRequest> readable = new ArrayList<>(results.length);
    int[] places = new int[results.length];
    for (int i = 0; i < results.length; i++) {
      switch (items.get(i)) {
        case SendBatch.Unreadable unreadable ->
            results[i] = new SendResult.Refused(unreadable.problem());
        case SendBatch.Readable(SendRequest request) -> {
          places[readable.size()] = i;
          readable.add(request);
        }
      }
    }
    List<SendResult> settled = sender.send(readable);
    for (int i = 0; i < settled.size(); i++) {
      results[places[i]] = settled.get(i);
    }
    return encode(results);
  }

  /// The messages' own bytes are put in as they are: they were encoded when they were stored.
  private byte[] encode(@Nullable SendResult[] results) {
    var out = new ByteArrayOutputStream(64 + results.length * TYPICAL_RESULT_BYTES);
    out.writeBytes("{\"items\":[".getBytes(US_ASCII));
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
    out.writeBytes("]}".getBytes(US_ASCII));
    return out.toByteArray();
  }

  private void write(
      ByteArrayOutputStream out, String status, SendResult.Stored stored, byte[] message) {
    String head =
        "{\"status\":\""
            + status
            + "\",\"conversation_id\":\""
            + stored.message().conversationId()
            + "\",\"seq\":"
            + stored.message().seq()
            + ",\"rev\":"
            + stored.message().rev()
            + ",\"version\":"
            + access.versionOf(stored.message().conversationId())
            + ",\"message\":";
    out.writeBytes(head.getBytes(US_ASCII));
    out.writeBytes(message);
    out.write('}');
  }
}
