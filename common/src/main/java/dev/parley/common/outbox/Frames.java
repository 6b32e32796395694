package dev.parley.common.outbox;

import dev.parley.common.event.Event;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// How a row's events lie in its `bytea`: a format byte, then event after event, each field with
/// its length before it. The bodies stay the bytes that Kafka gets, so the relay copies and never
/// parses.
final class Frames {

  private static final byte FORMAT = 1;
  private static final int TYPICAL_EVENT_BYTES = 640;

  private Frames() {}

  static byte[] write(List<Event> events) {
    var bytes = new ByteArrayOutputStream(events.size() * TYPICAL_EVENT_BYTES);
    try (var out = new DataOutputStream(bytes)) {
      out.writeByte(FORMAT);
      for (Event event : events) {
        write(event, out);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /// @throws IllegalArgumentException when the bytes are of a newer format, or not frames at all
  static List<Event> read(byte[] row) {
    List<Event> events = new ArrayList<>();
    try (var in = new DataInputStream(new ByteArrayInputStream(row))) {
      if (in.readByte() != FORMAT) {
        throw new IllegalArgumentException("outbox row of an unknown format");
      }
      while (in.available() > 0) {
        events.add(readOne(in));
      }
    } catch (IOException e) {
      throw new IllegalArgumentException("outbox row that ends early", e);
    }
    return events;
  }

  private static void write(Event event, DataOutputStream out) throws IOException {
    out.writeUTF(event.id());
    out.writeUTF(event.type());
    out.writeUTF(event.source());
    out.writeLong(event.time().getEpochSecond());
    out.writeInt(event.time().getNano());
    out.writeUTF(event.subject());
    out.writeUTF(event.key());
    out.writeByte(event.extensions().size());
    for (Map.Entry<String, String> extension : event.extensions().entrySet()) {
      out.writeUTF(extension.getKey());
      out.writeUTF(extension.getValue());
    }
    out.writeInt(event.data().length);
    out.write(event.data());
  }

  private static Event readOne(DataInputStream in) throws IOException {
    String id = in.readUTF();
    String type = in.readUTF();
    String source = in.readUTF();
    Instant time = Instant.ofEpochSecond(in.readLong(), in.readInt());
    String subject = in.readUTF();
    String key = in.readUTF();
    int extensionCount = in.readUnsignedByte();
    Map<String, String> extensions = new HashMap<>();
    for (int i = 0; i < extensionCount; i++) {
      extensions.put(in.readUTF(), in.readUTF());
    }
    byte[] data = new byte[in.readInt()];
    in.readFully(data);
    return new Event(id, type, source, time, subject, key, extensions, data);
  }
}
