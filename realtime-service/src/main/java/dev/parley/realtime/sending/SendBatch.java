package dev.parley.realtime.sending;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.parley.realtime.session.Session;
import java.io.ByteArrayOutputStream;
import java.util.List;

/// The body of a request to message-service: the clients' own payloads, each with who sends it.
final class SendBatch {

  private static final byte[] BEGIN = "{\"items\":[{\"sender_id\":".getBytes(US_ASCII);
  private static final byte[] NEXT = "},{\"sender_id\":".getBytes(US_ASCII);
  private static final byte[] NAME = ",\"sender_name\":".getBytes(US_ASCII);
  private static final byte[] PAYLOAD = ",\"payload\":".getBytes(US_ASCII);
  private static final byte[] END = "}]}".getBytes(US_ASCII);
  private static final int AROUND_PAYLOAD = 160;

  private SendBatch() {}

  static byte[] encode(List<WaitingSend> batch) {
    var out =
        new ByteArrayOutputStream(
            batch.stream().mapToInt(send -> send.size() + AROUND_PAYLOAD).sum());
    for (int i = 0; i < batch.size(); i++) {
      Session session = batch.get(i).session();
      out.writeBytes(i == 0 ? BEGIN : NEXT);
      out.writeBytes(session.userIdJson());
      byte[] name = session.userNameJson();
      if (name.length > 0) {
        out.writeBytes(NAME);
        out.writeBytes(name);
      }
      out.writeBytes(PAYLOAD);
      out.writeBytes(batch.get(i).send().json());
    }
    out.writeBytes(END);
    return out.toByteArray();
  }
}
