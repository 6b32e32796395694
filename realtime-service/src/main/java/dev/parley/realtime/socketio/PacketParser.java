package dev.parley.realtime.socketio;

import com.corundumstudio.socketio.protocol.PacketType;
import io.netty.buffer.ByteBuf;
import io.netty.util.ByteProcessor;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads a Socket.IO packet: `<type>[<attachments>-][<namespace>,][<ack id>][<payload>]`. What is
/// not exactly that is no packet: the answer is null, never an exception.
final class PacketParser {

  /// What JavaScript can count with.
  private static final long MAX_ACK_ID = (1L << 53) - 1;

  private static final int MAX_NAMESPACE = 128;
  private static final int MAX_NAME = 128;
  private static final byte[] NOTHING = {};
  private static final Set<String> RESERVED =
      Set.of(
          "connect",
          "connect_error",
          "disconnect",
          "disconnecting",
          "newListener",
          "removeListener");

  private final int maxAttachments;

  PacketParser(int maxAttachments) {
    this.maxAttachments = maxAttachments;
  }

  @Nullable InPacket parse(ByteBuf text) {
    PacketType type = type(text);
    if (type == null) {
      return null;
    }
    boolean binary = type == PacketType.BINARY_EVENT || type == PacketType.BINARY_ACK;
    int attachments = binary ? attachments(text) : 0;
    String namespace = attachments < 0 ? null : namespace(text);
    if (namespace == null) {
      return null;
    }
    long ackId = ackId(text);
    if (ackId < -1) {
      return null;
    }
    byte[] json = NOTHING;
    if (text.isReadable()) {
      json = new byte[text.readableBytes()];
      text.readBytes(json);
    }
    return checked(type, attachments, namespace, ackId, json);
  }

  private static @Nullable PacketType type(ByteBuf text) {
    return switch (text.isReadable() ? text.readByte() : 0) {
      case '0' -> PacketType.CONNECT;
      case '1' -> PacketType.DISCONNECT;
      case '2' -> PacketType.EVENT;
      case '3' -> PacketType.ACK;
      case '5' -> PacketType.BINARY_EVENT;
      case '6' -> PacketType.BINARY_ACK;
      default -> null; // CONNECT_ERROR is the server's alone
    };
  }

  private int attachments(ByteBuf text) {
    int count = -1;
    while (text.isReadable()) {
      byte c = text.readByte();
      if (c == '-') {
        return count;
      }
      if (c < '0' || c > '9') {
        return -1;
      }
      count = Math.max(count, 0) * 10 + c - '0';
      if (count > maxAttachments) {
        return -1;
      }
    }
    return -1;
  }

  private static @Nullable String namespace(ByteBuf text) {
    int start = text.readerIndex();
    if (!text.isReadable() || text.getByte(start) != '/') {
      return Namespace.ROOT;
    }
    int comma = text.forEachByte(new ByteProcessor.IndexOfProcessor((byte) ','));
    int end = comma < 0 ? text.writerIndex() : comma;
    if (end - start > MAX_NAMESPACE) {
      return null;
    }
    String name = text.toString(start, end - start, StandardCharsets.UTF_8);
    text.readerIndex(comma < 0 ? end : comma + 1);
    return name;
  }

  /// -1: none. -2: too large.
  private static long ackId(ByteBuf text) {
    long id = -1;
    while (text.isReadable()) {
      byte c = text.getByte(text.readerIndex());
      if (c < '0' || c > '9') {
        return id;
      }
      id = Math.max(id, 0) * 10 + c - '0';
      if (id > MAX_ACK_ID) {
        return -2;
      }
      text.skipBytes(1);
    }
    return id;
  }

  private static @Nullable InPacket checked(
      PacketType type, int attachments, String namespace, long ackId, byte[] json) {
    boolean valid =
        switch (type) {
          case CONNECT -> ackId < 0 && (json.length == 0 || isWhole(json, '{'));
          case DISCONNECT -> ackId < 0 && json.length == 0;
          case ACK, BINARY_ACK -> ackId >= 0 && isWhole(json, '[');
          default -> true;
        };
    if (!valid) {
      return null;
    }
    if (type == PacketType.EVENT || type == PacketType.BINARY_EVENT) {
      return event(type, attachments, namespace, ackId, json);
    }
    return new InPacket(type, attachments, namespace, ackId, json, null, 0, 0);
  }

  private static boolean isWhole(byte[] json, char first) {
    JsonScanner scanner = new JsonScanner(json);
    return json.length > 0
        && json[0] == first
        && scanner.skipSpace(scanner.value(0)) == json.length;
  }

  /// One pass: the name, the first argument's place, and that the rest is JSON too.
  private static @Nullable InPacket event(
      PacketType type, int attachments, String namespace, long ackId, byte[] json) {
    JsonScanner scanner = new JsonScanner(json);
    int nameStart = scanner.at(0) == '[' ? scanner.skipSpace(1) : json.length;
    int nameEnd = scanner.string(nameStart);
    if (nameEnd < 0) {
      return null;
    }
    int end = scanner.skipSpace(nameEnd);
    int start = end;
    int firstEnd = end;
    for (int argument = 0; scanner.at(end) == ','; argument++) {
      int from = scanner.skipSpace(end + 1);
      int to = scanner.value(from);
      if (to < 0) {
        return null;
      }
      start = argument == 0 ? from : start;
      firstEnd = argument == 0 ? to : firstEnd;
      end = scanner.skipSpace(to);
    }
    if (scanner.at(end) != ']' || scanner.skipSpace(end + 1) != json.length) {
      return null;
    }
    String name = name(json, nameStart + 1, nameEnd - 1);
    return RESERVED.contains(name)
        ? null
        : new InPacket(type, attachments, namespace, ackId, json, name, start, firstEnd);
  }

  /// As written: escapes stay, and a long name is cut. Neither is the name of an event that anybody
  /// handles.
  private static String name(byte[] json, int start, int end) {
    int length = Math.min(end - start, MAX_NAME);
    return new String(json, start, length, StandardCharsets.UTF_8);
  }
}
