package dev.parley.realtime.socketio;

import com.corundumstudio.socketio.protocol.PacketType;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// A namespace that is served, with the beginnings of its packets.
final class Namespace {

  static final String ROOT = "/";

  private final int index;
  private final String name;
  private final byte[] suffix;

  Namespace(int index, String name) {
    this.index = index;
    this.name = name;
    this.suffix = suffix(name);
  }

  int index() {
    return index;
  }

  String name() {
    return name;
  }

  byte[] prefix(PacketType type) {
    return prefix(type, suffix);
  }

  byte[] binaryPrefix(PacketType type, int attachments) {
    byte[] count = (attachments + "-").getBytes(StandardCharsets.US_ASCII);
    return join(prefix(type, count), suffix);
  }

  /// Of a packet in a namespace that need not be served.
  static byte[] prefix(PacketType type, String name) {
    return prefix(type, suffix(name));
  }

  private static byte[] suffix(String name) {
    return name.equals(ROOT) ? new byte[0] : (name + ",").getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] prefix(PacketType type, byte[] rest) {
    byte[] prefix = new byte[2 + rest.length];
    prefix[0] = (byte) ('0' + PacketType.MESSAGE.getValue());
    prefix[1] = (byte) ('0' + type.getValue());
    System.arraycopy(rest, 0, prefix, 2, rest.length);
    return prefix;
  }

  private static byte[] join(byte[] first, byte[] second) {
    byte[] joined = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, joined, first.length, second.length);
    return joined;
  }
}
