package dev.parley.realtime.socketio;

import com.corundumstudio.socketio.protocol.PacketType;
import dev.parley.realtime.socketio.engine.OutPacket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// An event to send, encoded once for all its receivers: the first of each namespace makes the
/// namespace's bytes. Immutable to its users, and free: nothing has to be released.
public final class EncodedEvent {

  private static final byte[] END = {']'};

  private final byte[] begin;
  private final byte[][] json;
  private final List<byte[]> attachments;
  private volatile @Nullable OutPacket[] packets = {};

  private EncodedEvent(String event, List<byte[]> attachments, byte[]... json) {
    this.begin = begin(event, Arrays.stream(json).anyMatch(piece -> piece.length > 0));
    this.json = json.clone();
    this.attachments = List.copyOf(attachments);
  }

  /// @param event a name that needs no escape in JSON
  /// @param json the event's argument in UTF-8, in pieces that are put together as they are; not to
  ///   be changed after
  public static EncodedEvent of(String event, byte[]... json) {
    return new EncodedEvent(event, List.of(), json);
  }

  /// @param attachments for the placeholders `{"_placeholder":true,"num":n}` in the argument
  public static EncodedEvent binary(String event, List<byte[]> attachments, byte[]... json) {
    return new EncodedEvent(event, attachments, json);
  }

  private static byte[] begin(String event, boolean hasArgument) {
    for (int i = 0; i < event.length(); i++) {
      char c = event.charAt(i);
      if (c < ' ' || c > '~' || c == '"' || c == '\\') {
        throw new IllegalArgumentException("Not an event name: " + event);
      }
    }
    return ("[\"" + event + (hasArgument ? "\"," : "\"")).getBytes(StandardCharsets.US_ASCII);
  }

  /// As it is written after a packet's prefix; its attachments left out.
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(new String(begin, StandardCharsets.US_ASCII));
    for (byte[] piece : json) {
      text.append(new String(piece, StandardCharsets.UTF_8));
    }
    return text.append(']').toString();
  }

  OutPacket packet(Namespace namespace) {
    @Nullable OutPacket[] made = packets;
    int index = namespace.index();
    OutPacket packet = index < made.length ? made[index] : null;
    if (packet == null) {
      packet = encode(namespace);
      made = Arrays.copyOf(made, Math.max(made.length, index + 1));
      made[index] = packet;
      packets = made; // a race makes it twice, which harms nothing
    }
    return packet;
  }

  private OutPacket encode(Namespace namespace) {
    if (attachments.isEmpty()) {
      return OutPacket.sharedText(parts(namespace.prefix(PacketType.EVENT)));
    }
    byte[] prefix = namespace.binaryPrefix(PacketType.BINARY_EVENT, attachments.size());
    return OutPacket.textWithAttachments(attachments, parts(prefix));
  }

  private byte[][] parts(byte[] prefix) {
    byte[][] parts = new byte[json.length + 3][];
    parts[0] = prefix;
    parts[1] = begin;
    System.arraycopy(json, 0, parts, 2, json.length);
    parts[parts.length - 1] = END;
    return parts;
  }
}
