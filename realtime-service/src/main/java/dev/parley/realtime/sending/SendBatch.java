package dev.parley.realtime.sending;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.parley.realtime.session.Session;
import java.io.ByteArrayOutputStream;
import java.util.List;

/// The body of a request to message-service: the clients' own payloads, each with who asks.
final class SendBatch {

  private static final byte[] BEGIN = "{\"items\":[{".getBytes(US_ASCII);
  private static final byte[] NEXT = "},{".getBytes(US_ASCII);
  private static final byte[] SENDER = "\"sender_id\":".getBytes(US_ASCII);
  private static final byte[] NAME = ",\"sender_name\":".getBytes(US_ASCII);
  private static final byte[] ACTOR = "\"actor_id\":".getBytes(US_ASCII);
  private static final byte[] PAYLOAD = ",\"payload\":".getBytes(US_ASCII);
  private static final byte[] END = "}]}".getBytes(US_ASCII);
  private static final int AROUND_PAYLOAD = 160;

  private SendBatch() {}

  /// @param batch all sends, or all edits
  static byte[] encode(List<Waiting> batch) {
    var out =
        new ByteArrayOutputStream(
            batch.stream().mapToInt(waiting -> waiting.size() + AROUND_PAYLOAD).sum());
    for (int i = 0; i < batch.size(); i++) {
      out.writeBytes(i == 0 ? BEGIN : NEXT);
      switch (batch.get(i)) {
        case WaitingSend send -> writeSender(out, send.session());
        case WaitingEdit edit -> writeEdit(out, edit);
      }
      out.writeBytes(PAYLOAD);
      out.writeBytes(batch.get(i).json());
    }
    out.writeBytes(END);
    return out.toByteArray();
  }

  private static void writeSender(ByteArrayOutputStream out, Session session) {
    out.writeBytes(SENDER);
    out.writeBytes(session.userIdJson());
    byte[] name = session.userNameJson();
    if (name.length > 0) {
      out.writeBytes(NAME);
      out.writeBytes(name);
    }
  }

  private static void writeEdit(ByteArrayOutputStream out, WaitingEdit edit) {
    out.writeBytes(ACTOR);
    out.writeBytes(edit.session().userIdJson());
    String rest =
        ",\"op\":\"%s\",\"conversation_id\":\"%s\",\"message_id\":\"%s\""
            .formatted(edit.op().wireName(), edit.conversationId(), edit.messageId());
    out.writeBytes(rest.getBytes(US_ASCII));
  }
}
