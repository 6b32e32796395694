package dev.parley.realtime.socketio;

import java.util.Arrays;
import java.util.List;

/// An event from a client: its name and its arguments' JSON as it came, checked to be well-formed,
/// nested no deeper than 64 and valid UTF-8, and not otherwise looked at.
public final class SocketEvent {

  private static final byte[] NOTHING = {};

  private final String name;
  private final byte[] json;
  private final int start;
  private final int firstEnd;
  private final boolean binary;
  private final List<byte[]> attachments;

  /// @param json the packet's whole array
  /// @param start where the first argument begins, or the closing bracket when there is none
  /// @param firstEnd behind the first argument
  SocketEvent(
      String name, byte[] json, int start, int firstEnd, boolean binary, List<byte[]> attachments) {
    this.name = name;
    this.json = json;
    this.start = start;
    this.firstEnd = firstEnd;
    this.binary = binary;
    this.attachments = attachments;
  }

  public String name() {
    return name;
  }

  /// The bytes that [#payloadOffset()] and [#payloadLength()] speak of; not to be changed.
  public byte[] buffer() {
    return json;
  }

  public int payloadOffset() {
    return start;
  }

  /// 0 when the event has no argument.
  public int payloadLength() {
    return firstEnd - start;
  }

  /// A copy of the first argument's JSON; empty when there is none.
  public byte[] payload() {
    return firstEnd == start ? NOTHING : Arrays.copyOfRange(json, start, firstEnd);
  }

  /// A copy of all arguments' JSON, separated by commas.
  public byte[] arguments() {
    int end = json.length;
    while (json[end - 1] != ']') {
      end--;
    }
    return Arrays.copyOfRange(json, start, end - 1);
  }

  /// Whether the client sent it as a binary event: its JSON has `{"_placeholder":true,"num":n}`
  /// where [#attachments()] belong.
  public boolean binary() {
    return binary;
  }

  public List<byte[]> attachments() {
    return attachments;
  }

  @Override
  public String toString() {
    return name; // and no content: this may be logged
  }
}
